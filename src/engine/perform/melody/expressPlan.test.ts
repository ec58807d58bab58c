import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenNotes, evenSpeech, handMadePlan } from '../../../../tests/suites/handMadePlan.ts';
import { planSchema, type Plan } from '../../../contract/melody/plan.ts';
import { completeSettings } from '../../../contract/settings/schema.ts';
import { median } from '../../dsp/statistics.ts';
import { performSettings, type PerformSettings } from '../registry.ts';
import { expressPlan, withCurve, type ExpressInput } from './expressPlan.ts';
import { performPlan } from './performPlan.ts';
import type { GuideExpression } from './types.ts';

const analysis = evenSpeech(4);
const settingsWith = (partial: Partial<PerformSettings>): PerformSettings =>
  completeSettings(performSettings, { mode: 'melody', ...partial });
const inputWith = (partial: Partial<PerformSettings> = {}, changes: Partial<ExpressInput> = {}): ExpressInput => ({
  analysis,
  settings: settingsWith(partial),
  voice: { rangeMidi: null },
  seed: 5,
  expression: null,
  ...changes,
});
const written = handMadePlan(evenNotes([72, 76, 79, 74, 71, 72], 0.7), 4);
const midisOf = ({ notes }: Plan): number[] => notes.map(({ midi }) => midi);

describe('expressing a plan', () => {
  it('moves the melody by whole octaves to the speaker, and says so', () => {
    const { plan, notices } = expressPlan(written, inputWith());
    expect(plan.transposeSt).toBe(-24);
    expect(midisOf(plan)).toEqual(midisOf(written).map((midi) => midi - 24));
    expect(notices).toEqual([{ code: 'MELODY_TRANSPOSED', details: { semitones: -24 } }]);
    expect(plan.key).toBe('C major');
  });

  it('moves it into the range of the voice', () => {
    const { plan } = expressPlan(written, inputWith({}, { voice: { rangeMidi: [57, 76] } }));
    expect(plan.transposeSt).toBe(-12);
  });

  it('transposes by what it is told, the key with it, and only notes out of reach by octaves besides', () => {
    const { plan, notices } = expressPlan(written, inputWith({ transposeSt: 14 }));
    expect(plan.transposeSt).toBe(14);
    expect(midisOf(plan)).toEqual([86, 90, 81, 88, 85, 86]);
    expect(plan.key).toBe('D major');
    expect(notices).toEqual([{ code: 'NOTES_MOVED_BY_OCTAVES', details: { count: 1 } }]);
    expect(expressPlan(written, inputWith({ transposeSt: 2, key: 'A minor' })).plan.key).toBe('A minor');
  });

  it('gives vibrato to notes that are long enough for it, at rates that differ a little', () => {
    const notes = [
      ...evenNotes([60, 62], 0.5),
      { startSec: 2, endSec: 3, midi: 64 },
      { startSec: 3, endSec: 4, midi: 60 },
    ];
    const { plan } = expressPlan(handMadePlan(notes, 4), inputWith({ vibratoCents: 50, vibratoDelayMs: 250 }));
    const [first, , third, fourth] = plan.notes.map(({ vibrato }) => vibrato);
    expect(first).toBeNull();
    expect(third).toMatchObject({ depthCents: 50, delaySec: 0.25 });
    expect(third?.rateHz).not.toBe(fourth?.rateHz);
    expect(Math.abs((third?.rateHz ?? NaN) / 5.5 - 1)).toBeLessThan(0.08);
    expect(expressPlan(written, inputWith({ vibratoCents: 0 })).plan.notes.every(({ vibrato }) => !vibrato)).toBe(true);
  });

  it('leaves a plan that was expressed before as it is', () => {
    const { plan } = expressPlan(written, inputWith());
    const again = expressPlan(plan, inputWith({ transposeSt: 7, glideMs: 300, vibratoCents: 100 }));
    expect(again).toEqual({ plan, notices: [] });
  });

  it('draws a missing curve from the notes as they stand, and moves none', () => {
    const { plan } = expressPlan(written, inputWith());
    const edited: Plan = { ...plan, curve: null, notes: plan.notes.map((note) => ({ ...note, midi: note.midi + 1 })) };
    const drawn = withCurve(edited, inputWith({ transposeSt: 7 }));
    expect(drawn.notes).toEqual(edited.notes);
    const middle = Math.round(0.75 * 200);
    expect((drawn.curve?.[middle] ?? NaN) - (plan.curve?.[middle] ?? NaN)).toBeCloseTo(1, 3);
  });

  it('brings vowels together by the levelling, and no further than 6 dB', () => {
    const loudnessOf = (levelling: number): number[] => {
      const { plan } = expressPlan(written, inputWith({ levelling, vibratoCents: 0 }));
      return evenNotes([0, 0, 0, 0], 0.7).map(({ startSec }, index) => {
        const middle = Math.round((startSec + 0.3) * 200);
        const vowel = analysis.syllables[index]?.vowelStart ?? NaN;
        return (analysis.levelDb[vowel + 2] ?? NaN) + (plan.dynamicsDb?.[middle] ?? NaN);
      });
    };
    const spread = (levels: readonly number[]): number => Math.max(...levels) - Math.min(...levels);
    expect(spread(loudnessOf(0))).toBeCloseTo(8, 1);
    expect(spread(loudnessOf(0.4))).toBeCloseTo(4.8, 0);
    expect(spread(loudnessOf(1))).toBeLessThan(1);
  });

  it('swings in loudness with the vibrato, by a decibel at 60 cents', () => {
    const notes = [{ startSec: 0.5, endSec: 3, midi: 60 }];
    const plain = { levelling: 0, vibratoDelayMs: 200 };
    const { plan } = expressPlan(handMadePlan(notes, 1), inputWith({ ...plain, vibratoCents: 60 }));
    expect(Math.max(...(plan.dynamicsDb ?? []))).toBeCloseTo(20 * Math.log10(1.12), 1);
    const calm = expressPlan(handMadePlan(notes, 1), inputWith({ ...plain, vibratoCents: 0 })).plan;
    expect(calm.dynamicsDb?.every((levelDb) => levelDb === 0)).toBe(true);
  });

  it('follows the loudness of a guide by degree', () => {
    const frameCount = Math.floor(written.lengthSec * 200 + 1e-6) + 1;
    const expression: GuideExpression = {
      cents: new Float64Array(frameCount).fill(5),
      levelDb: new Float64Array(frameCount).fill(4),
    };
    const levelAt = (guideRatio: number): number => {
      const calm = { levelling: 0, vibratoCents: 0, guideRatio };
      return expressPlan(written, inputWith(calm, { expression })).plan.dynamicsDb?.[300] ?? NaN;
    };
    expect([levelAt(0), levelAt(0.5), levelAt(1)]).toEqual([0, 2, 4]);
  });
});

const anySettings = fc.record({
  transposeSt: fc.oneof(fc.constant('auto' as const), fc.integer({ min: -24, max: 24 })),
  glideMs: fc.integer({ min: 0, max: 80 }).map((steps) => 5 * steps),
  overshoot: fc.constantFrom(0, 0.3, 1),
  humanise: fc.constantFrom(0, 0.5, 1),
  vibratoCents: fc.constantFrom(0, 40, 100),
  vibratoHz: fc.double({ min: 3, max: 9, noNaN: true }),
  vibratoDelayMs: fc.integer({ min: 0, max: 1500 }),
  levelling: fc.double({ min: 0, max: 1, noNaN: true }),
  guideRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  formantSt: fc.integer({ min: -12, max: 12 }),
});
const anyNotes = fc
  .array(
    fc.record({
      gapSec: fc.double({ min: 0, max: 0.7, noNaN: true }),
      lengthSec: fc.double({ min: 0.02, max: 1.5, noNaN: true }),
      midi: fc.double({ min: 27.5, max: 95.5, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => {
    let at = 0.2;
    return parts.map(({ gapSec, lengthSec, midi }) => {
      const startSec = at + gapSec;
      at = startSec + lengthSec;
      return { startSec, endSec: at, midi };
    });
  });

describe('any melody with any settings', () => {
  it('becomes a valid plan and finite arrays within the limits of pitch, the same every time', () => {
    fc.assert(
      fc.property(anyNotes, fc.integer({ min: 1, max: 6 }), anySettings, fc.nat(), (notes, count, partial, seed) => {
        const speech = evenSpeech(count);
        const frameCount = Math.floor(((notes.at(-1)?.endSec ?? 0) + 0.3) * 200 + 1e-6) + 1;
        const expression: GuideExpression = {
          cents: Float64Array.from({ length: frameCount }, (_, frame) => 300 * Math.sin(frame / 9)),
          levelDb: Float64Array.from({ length: frameCount }, (_, frame) => -90 + frame),
        };
        const input = inputWith(partial, { analysis: speech, seed, expression });
        const { plan } = expressPlan(handMadePlan(notes, count), input);
        expect(planSchema.parse(plan)).toEqual(plan);
        const sung = performPlan(plan, speech, input.settings, { rangeMidi: null, folder: null });
        expect(sung.f0Hz.every((hz) => hz === 0 || (hz >= 40 && hz <= 1600))).toBe(true);
        expect(sung.f0Hz.some((hz) => hz > 0)).toBe(true);
        expect(sung.gain.every((gain) => gain >= 0 && gain <= 10 ** (12 / 20) + 1e-6)).toBe(true);
        expect(sung.sourceFrame.every((place) => place >= 0 && place <= speech.frameCount - 1)).toBe(true);
        expect(expressPlan(handMadePlan(notes, count), input).plan).toEqual(plan);
      }),
      { numRuns: 60 },
    );
  });

  it('is within 50 cents of every note (median) and 5 cents of the usual one, however it glides between them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 45, max: 75 }), { minLength: 2, maxLength: 12 }),
        fc.constantFrom(0, 40, 60, 80),
        fc.constantFrom(0, 1),
        (midis, glideMs, overshoot) => {
          const notes = evenNotes(midis);
          const { plan } = expressPlan(
            handMadePlan(notes, 4),
            inputWith({ transposeSt: 0, glideMs, overshoot, vibratoCents: 0 }),
          );
          const errors = notes.map(({ startSec, endSec, midi }) => {
            const inside = plan.curve?.slice(Math.round(startSec * 200), Math.round(endSec * 200)) ?? [];
            return Math.abs(100 * (median(inside) - midi));
          });
          expect(Math.max(...errors)).toBeLessThan(50);
          expect(median(errors)).toBeLessThanOrEqual(5);
        },
      ),
      { numRuns: 40 },
    );
  });
});
