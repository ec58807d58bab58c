import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from './defaults.ts';
import { effectChainProblem, formatEffectChain, parseEffectChain } from './effectChain.ts';
import type { EffectDescriptor, SettingGroup } from './descriptors.ts';
import { longestEffectChain, type EffectStep } from './effects.ts';

const texts = { label: { en: 'x', 'pt-BR': 'x' }, sentence: { en: 'x', 'pt-BR': 'x' } };
const base = { ...texts, flag: 'x', placement: 'timbre' } as const;
const settings = {
  voices: { ...base, kind: 'number', unit: 'count', min: 2, max: 16, step: 1, control: 'stepper', default: 8 },
  levelDb: { ...base, kind: 'number', unit: 'dB', min: -60, max: 6, step: 0.5, control: 'slider', default: 0 },
  interval: {
    ...base,
    kind: 'choice',
    options: [
      { id: 'third', ...texts },
      { id: 'fifth', ...texts },
    ],
    default: 'third',
  },
} as const satisfies SettingGroup;
const effects: readonly EffectDescriptor[] = [
  { id: 'choir', family: 'voice', ...texts, settings },
  { id: 'plain', family: 'sound', ...texts, settings: {} },
];
const problemOf = (text: string): string | null => effectChainProblem(text, effects);

const step: fc.Arbitrary<EffectStep> = fc.oneof(
  fc.constant({ id: 'plain', settings: {} }),
  fc
    .record({
      voices: fc.integer({ min: 2, max: 16 }),
      levelDb: fc.double({ min: -60, max: 6, noNaN: true }).filter((value) => !String(value).includes('e')),
      interval: fc.constantFrom('third', 'fifth'),
    })
    // Minus nought is written as nought.
    .map((values) => ({ id: 'choir', settings: { ...values, levelDb: values.levelDb + 0 } })),
);

describe('a chain of effects', () => {
  test('is the same after it was written and read', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: longestEffectChain }), (steps) => {
        const text = formatEffectChain(steps, effects);
        expect(problemOf(text)).toBeNull();
        expect(parseEffectChain(text, effects)).toEqual(steps);
        expect(formatEffectChain(parseEffectChain(text, effects), effects)).toBe(text);
      }),
    );
  });

  test('is written as short as it can be: usual values are left out', () => {
    const usual = { id: 'choir', settings: defaultsOf(settings) };
    expect(formatEffectChain([usual, { id: 'plain', settings: {} }], effects)).toBe('choir > plain');
    const changed = { id: 'choir', settings: { ...defaultsOf(settings), voices: 4 } };
    expect(formatEffectChain([changed], effects)).toBe('choir voices=4');
  });

  test.each(['', '  ', 'choir', ' choir   voices=6>plain ', 'choir levelDb=-.5 interval=fifth', 'plain > plain'])(
    '“%s” is read',
    (text) => {
      expect(problemOf(text)).toBeNull();
    },
  );

  test.each([
    ['kazoo', 'kazoo'],
    ['choir > kazoo > nothing', 'kazoo'],
    ['choir >', '>'],
    ['> choir', '>'],
    ['choir voices=1', 'voices=1'],
    ['choir voices=17', 'voices=17'],
    ['choir voices=1e1', 'voices=1e1'],
    ['choir voices=0x8', 'voices=0x8'],
    ['choir voices=Infinity', 'voices=Infinity'],
    ['choir voices=', 'voices='],
    ['choir voices', 'voices'],
    ['choir voices=8=8', 'voices=8=8'],
    ['choir interval=octave', 'interval=octave'],
    ['choir toString=1', 'toString=1'],
    ['choir __proto__=1', '__proto__=1'],
    ['plain voices=8', 'voices=8'],
    [Array.from({ length: longestEffectChain + 1 }, () => 'plain').join('>'), String(longestEffectChain)],
  ])('“%s” is refused at “%s”', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  test('any text either has a problem or gives values within their ranges', () => {
    const words = fc.constantFrom(
      'choir',
      'plain',
      '>',
      ' ',
      'voices=',
      '8',
      '-3',
      'levelDb=',
      '.',
      'interval=',
      'fifth',
      '=',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((parts) => parts.join('')),
        ),
        (text) => {
          if (problemOf(text) !== null) return;
          for (const { id, settings: values } of parseEffectChain(text, effects)) {
            if (id === 'plain') expect(values).toEqual({});
            else expect(values['voices']).toSatisfy((voices: number) => voices >= 2 && voices <= 16);
          }
        },
      ),
    );
  });
});
