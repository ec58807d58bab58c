import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { analysisOf } from '../../../tests/suites/analysisOf.ts';
import type { ConverterVoice } from '../../contract/inference.ts';
import { hzToMidi, midiToHz, parseKey, pitchClassesOf } from '../../contract/music.ts';
import type { SettingDescriptor } from '../../contract/settings/descriptors.ts';
import { completeSettings } from '../../contract/settings/schema.ts';
import type { Analysis, Syllable } from '../analysis/types.ts';
import { median } from '../dsp/statistics.ts';
import { perform } from './perform.ts';
import { pitchLimitsHz } from './pitchLimits.ts';
import { performSettings, type PerformSettings } from './registry.ts';
import type { Performance } from './types.ts';

const ownVoice: ConverterVoice = { converterId: 'resynth', preset: {}, rangeMidi: null, folder: null };
const settingsWith = (partial: Partial<PerformSettings>): PerformSettings => completeSettings(performSettings, partial);
const sing = (analysis: Analysis, partial: Partial<PerformSettings>, seed = 1): Performance =>
  perform(analysis, settingsWith(partial), ownVoice, seed);
const voicedOf = (f0Hz: Float64Array): number[] => [...f0Hz].filter((hz) => hz > 0);

/** Syllables of the given pitches and frames; the pitch of each falls and wobbles as in speech. */
function spokenAnalysis(syllables: readonly { midi: number; frames: number }[]): Analysis {
  const gap = 10;
  const spans: Syllable[] = [];
  const pitch: number[] = [];
  for (const { midi, frames } of syllables) {
    const start = pitch.length;
    pitch.push(...Array<number>(gap).fill(0));
    for (let i = 0; i < frames; i++) pitch.push(midiToHz(midi + 1.4 - (2.8 * i) / frames + 0.3 * Math.sin(i / 3)));
    spans.push({ start, vowelStart: start + gap, nucleus: start + gap + 3, vowelEnd: pitch.length, end: pitch.length });
  }
  const frameCount = pitch.length;
  return {
    sampleRate: 16_000,
    sampleCount: (frameCount - 1) * 80,
    frameCount,
    f0Hz: Float64Array.from(pitch),
    confidence: new Float32Array(frameCount).fill(0.95),
    levelDb: new Float32Array(frameCount).fill(-20),
    syllables: spans,
    phrases: [{ start: 0, end: frameCount }],
    key: { key: { root: 0, scale: 'major' }, correlation: 0.5 },
    medianMidi: 45,
    lowMidi: 40,
    highMidi: 50,
  };
}

const speech = spokenAnalysis([
  { midi: 45.3, frames: 30 },
  { midi: 48.6, frames: 40 },
  { midi: 43.2, frames: 24 },
  { midi: 46.4, frames: 200 },
  { midi: 41.7, frames: 50 },
]);

const changes = {
  key: 'F# minor',
  transposeSt: 5,
  retuneMs: 80,
  glideMs: 200,
  formantSt: 3,
  notes: [0, 2, 5, 8],
  humanise: 0.8,
  flexCents: 30,
  vibratoCents: 90,
  expression: 2.5,
  tempoBpm: 90,
  timing: 'free',
  vibratoHz: 7,
  vibratoDelayMs: 100,
  overshoot: 0.2,
  levelling: 1,
  guideRatio: 1,
} as const satisfies Partial<PerformSettings>;
type Change = keyof typeof changes;
const changeNames = Object.keys(changes) as Change[];

const modes = ['keep', 'snap', 'chant'] as const;
const appliesIn = (name: Change, mode: string): boolean => {
  const descriptor: SettingDescriptor = performSettings[name];
  return descriptor.modes?.includes(mode) ?? true;
};
const pairs = modes.flatMap((mode) => {
  const names = changeNames.filter((name) => appliesIn(name, mode));
  return names.flatMap((first, i) => names.slice(i + 1).map((second) => ({ mode, first, second })));
});
const differs = (a: Performance, b: Performance): boolean =>
  a.formantRatio !== b.formantRatio || a.f0Hz.some((hz, frame) => Math.abs(hz - (b.f0Hz[frame] ?? 0)) > 1e-6);

describe('settings compose', () => {
  it('covers every setting but the mode', () => {
    expect(changeNames.sort()).toEqual(
      Object.keys(performSettings)
        .filter((id) => id !== 'mode')
        .sort(),
    );
  });

  it.each(pairs)('in $mode, $first and $second are both heard together', ({ mode, first, second }) => {
    const withFirst = sing(speech, { mode, [first]: changes[first] });
    const withSecond = sing(speech, { mode, [second]: changes[second] });
    const withBoth = sing(speech, { mode, [first]: changes[first], [second]: changes[second] });
    expect(differs(withBoth, withSecond), `${first} is lost beside ${second}`).toBe(true);
    expect(differs(withBoth, withFirst), `${second} is lost beside ${first}`).toBe(true);
  });

  it.each(
    modes.flatMap((mode) => changeNames.filter((name) => !appliesIn(name, mode)).map((name) => ({ mode, name }))),
  )('in $mode, $name has no effect, as its descriptor says', ({ mode, name }) => {
    expect(differs(sing(speech, { mode, [name]: changes[name] }), sing(speech, { mode }))).toBe(false);
  });

  it('formant moves only the formants, by its semitones', () => {
    for (const mode of modes) {
      const moved = sing(speech, { mode, formantSt: -12 });
      expect(moved.formantRatio).toBeCloseTo(0.5, 12);
      expect(moved.f0Hz).toEqual(sing(speech, { mode }).f0Hz);
    }
  });
});

describe('keep', () => {
  it('only transposes', () => {
    const { f0Hz } = sing(speech, { mode: 'keep', transposeSt: 7 });
    f0Hz.forEach((hz, frame) => expect(hz).toBeCloseTo((speech.f0Hz[frame] ?? 0) * 2 ** (7 / 12), 6));
  });
});

describe('any performance', () => {
  const anySettings = fc.record({
    mode: fc.constantFrom('snap' as const, 'chant' as const),
    key: fc.constantFrom('auto', 'A minor', 'C# major', 'G blues', 'E major pentatonic'),
    transposeSt: fc.integer({ min: -24, max: 24 }),
    expression: fc.integer({ min: 0, max: 3 }),
    notes: fc.constantFrom('scale' as const, [9], [0, 4, 7], [1, 6]),
  });

  it('sings only allowed notes after any transposition, within the limits of pitch, in the time of the speech', () => {
    fc.assert(
      fc.property(anySettings, fc.double({ min: 30, max: 85, noNaN: true }), (settings, middle) => {
        const analysis = spokenAnalysis([0, 3.4, -2.2, 6].map((step) => ({ midi: middle + step, frames: 30 })));
        const performance = sing(analysis, settings);
        const scale = pitchClassesOf(performance.key);
        const asked = settings.notes;
        for (const { midi, start, end } of performance.notes) {
          const pitchClass = ((midi % 12) + 12) % 12;
          const common =
            asked === 'scale' || settings.key === 'auto' ? [] : asked.filter((note) => scale.includes(note));
          const allowed = asked === 'scale' ? scale : common.length > 0 ? common : asked;
          expect(allowed).toContain(pitchClass);
          expect(end).toBeGreaterThan(start);
        }
        performance.f0Hz.forEach((hz, frame) => {
          expect(hz > 0).toBe((analysis.f0Hz[frame] ?? 0) > 0);
          if (hz > 0) expect(hz).toBeGreaterThanOrEqual(pitchLimitsHz.min);
          expect(hz).toBeLessThanOrEqual(pitchLimitsHz.max);
        });
        if (settings.mode === 'snap') {
          const notes = new Set(performance.notes.map(({ midi }) => midi));
          for (const hz of voicedOf(performance.f0Hz)) expect(notes.has(Math.round(hzToMidi(hz)))).toBe(true);
        }
        expect(performance.sourceFrame.at(-1)).toBe(analysis.frameCount - 1);
      }),
      { numRuns: 60 },
    );
  });

  it('repeats itself for the same seed and not for another, where something is left to chance', () => {
    const humane = { mode: 'chant', humanise: 1 } as const;
    expect(sing(speech, humane, 7)).toEqual(sing(speech, humane, 7));
    expect(differs(sing(speech, humane, 7), sing(speech, humane, 8))).toBe(true);
    expect(differs(sing(speech, { vibratoCents: 0 }, 7), sing(speech, { vibratoCents: 0 }, 8))).toBe(false);
  });

  it('takes the suggested transposition on auto and says both', () => {
    const bright: ConverterVoice = { ...ownVoice, rangeMidi: [48, 72] };
    const automatic = perform(speech, settingsWith({}), bright, 1);
    expect(automatic).toMatchObject({ transposeSt: 12, suggestedTransposeSt: 12 });
    expect(perform(speech, settingsWith({ transposeSt: -2 }), bright, 1)).toMatchObject({
      transposeSt: -2,
      suggestedTransposeSt: 12,
    });
  });

  it('in mode melody wants a melody, which it does not have', () => {
    expect(() => sing(speech, { mode: 'melody' })).toThrow(expect.objectContaining({ code: 'MELODY_MISSING' }));
  });

  it('of nothing voiced is silent in pitch and in C major', () => {
    const silent: Analysis = {
      ...speech,
      f0Hz: new Float64Array(speech.frameCount),
      syllables: [],
      key: null,
      medianMidi: null,
    };
    for (const mode of modes) {
      const performance = sing(silent, { mode });
      expect(performance.f0Hz.every((hz) => hz === 0)).toBe(true);
      expect(performance).toMatchObject({ notes: [], key: { root: 0, scale: 'major' }, suggestedTransposeSt: 0 });
    }
  });

  it('of a voice without syllables still chants each voiced stretch', () => {
    const hummed = { ...speech, syllables: [] };
    expect(sing(hummed, {}).notes).toHaveLength(5);
  });
});

describe.each(['austen-0870', 'austen-0880', 'austen-0890'])('the real recording %s', (name) => {
  let analysis: Analysis;
  beforeAll(async () => {
    analysis = await analysisOf(`audio/${name}.wav`);
  });

  it('is chanted within 10 cents of its notes inside vowels (median)', () => {
    const { f0Hz, notes } = sing(analysis, {});
    const noteAt = new Map(notes.map(({ start, midi }) => [start, midi]));
    const errors = analysis.syllables.flatMap(({ start, vowelStart, vowelEnd }) =>
      [...f0Hz.subarray(vowelStart, vowelEnd)].map((hz) => Math.abs(100 * (hzToMidi(hz) - (noteAt.get(start) ?? NaN)))),
    );
    expect(errors.length).toBeGreaterThan(100);
    expect(median(errors)).toBeLessThanOrEqual(10);
  });

  it('is chanted without a step: no frame moves more than 15 % of the widest interval', () => {
    const { f0Hz, notes } = sing(analysis, {});
    const widest = Math.max(...notes.map(({ midi }, i) => Math.abs(midi - (notes[i - 1]?.midi ?? midi))));
    for (let frame = 1; frame < f0Hz.length; frame++) {
      const step = Math.abs(hzToMidi(f0Hz[frame] ?? 0) - hzToMidi(f0Hz[frame - 1] ?? 0));
      if (!Number.isNaN(step)) expect(step).toBeLessThan(0.15 * widest);
    }
  });

  it.each(['auto', 'A minor', 'E major pentatonic'])('is on the scale of %s everywhere when snapped at once', (key) => {
    const performance = sing(analysis, { mode: 'snap', key, transposeSt: 3 });
    const scale = pitchClassesOf(parseKey(key) ?? performance.key);
    for (const hz of voicedOf(performance.f0Hz)) {
      const midi = hzToMidi(hz);
      expect(Math.abs(midi - Math.round(midi))).toBeLessThan(0.001);
      expect(scale).toContain(Math.round(midi) % 12);
    }
  });
});
