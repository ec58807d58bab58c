import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRatio } from '../../../tests/suites/seededRatio.ts';
import { AppError } from '../../contract/errors.ts';
import { scoreSchema } from '../../contract/melody/score.ts';
import { midiToHz } from '../../contract/music.ts';
import type { Guide } from '../perform/melody/types.ts';
import { guideNotes } from './guideNotes.ts';
import { guideScore } from './guideScore.ts';

/** A guide of which only pitch and level are known. */
function guideFrom(f0Hz: Float64Array, levelDb: Float32Array): Guide {
  const frameCount = f0Hz.length;
  return {
    name: 'guide.wav',
    analysis: {
      sampleRate: 16_000,
      sampleCount: (frameCount - 1) * 80,
      frameCount,
      f0Hz,
      confidence: Float32Array.from(f0Hz, (hz) => (hz > 0 ? 0.95 : 0)),
      levelDb,
      syllables: [],
      phrases: [],
      key: null,
      medianMidi: null,
      lowMidi: null,
      highMidi: null,
    },
    tracks: {
      cepstra: new Float32Array(frameCount * 12),
      vowelBandDb: levelDb,
      spectralChange: new Float32Array(frameCount),
    },
  };
}

const stretches = fc.array(
  fc.record({
    frames: fc.integer({ min: 1, max: 120 }),
    hz: fc.oneof(fc.constant(0), fc.double({ min: 40, max: 2100, noNaN: true })),
    slope: fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    db: fc.double({ min: -120, max: 0, noNaN: true }),
  }),
  { minLength: 1, maxLength: 30 },
);

describe('the notes of any guide at all', () => {
  it('are in order, do not overlap, last 60 ms at least and make a score, or are missed by name', () => {
    fc.assert(
      fc.property(stretches, (parts) => {
        const f0Hz = parts.flatMap(({ frames, hz, slope }) =>
          Array.from({ length: frames }, (_, i) => (hz > 0 ? Math.min(2100, Math.max(40, hz * 2 ** (slope * i))) : 0)),
        );
        const levelDb = parts.flatMap(({ frames, db }) => Array.from({ length: frames }, () => db));
        const guide = guideFrom(Float64Array.from(f0Hz), Float32Array.from(levelDb));
        const notes = guideNotes(guide);
        notes.forEach(({ start, end, confidence }, index) => {
          expect(start).toBeGreaterThanOrEqual(notes[index - 1]?.end ?? 0);
          expect(end - start).toBeGreaterThanOrEqual(12);
          expect(end).toBeLessThanOrEqual(f0Hz.length);
          expect(confidence).toBeGreaterThanOrEqual(0.3);
        });
        try {
          const score = guideScore(guide);
          expect(scoreSchema.parse(score)).toEqual(score);
          expect(score.notes).toHaveLength(notes.length);
        } catch (error) {
          expect(notes).toEqual([]);
          expect(error instanceof AppError && error.code).toBe('GUIDE_WITHOUT_NOTES');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are all found in ten minutes of humming', () => {
    const noteFrames = 90;
    const count = 1330;
    const midiOf = (note: number): number => 50 + Math.floor(14 * seededRatio(note));
    const f0Hz = Float64Array.from({ length: count * noteFrames }, (_, frame) =>
      frame % noteFrames < 75 ? midiToHz(midiOf(Math.floor(frame / noteFrames)) + 0.2 * Math.sin(frame / 6)) : 0,
    );
    const levelDb = Float32Array.from(f0Hz, (hz) => (hz > 0 ? -20 : -70));
    const notes = guideNotes(guideFrom(f0Hz, levelDb));
    expect(notes.map(({ midi }) => midi)).toEqual(Array.from({ length: count }, (_, note) => midiOf(note)));
  });

  it('are too many beyond the limits of a melody', () => {
    const f0Hz = Float64Array.from({ length: 20_001 * 30 }, (_, frame) => (frame % 30 < 20 ? 220 : 0));
    const levelDb = Float32Array.from(f0Hz, (hz) => (hz > 0 ? -20 : -70));
    expect(() => guideScore(guideFrom(f0Hz, levelDb))).toThrow(
      expect.objectContaining({ code: 'MELODY_TOO_LONG' }) as Error,
    );
  });
});
