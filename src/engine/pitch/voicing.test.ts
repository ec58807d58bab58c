import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { voicedRuns } from '../analysis/frames.ts';
import { decideVoicing, holdsOnlySilence } from './voicing.ts';

type Frames = { hz: number; confidence: number; levelDb?: number; count: number };

function decide(...pieces: Frames[]): Float64Array {
  const all = pieces.flatMap((piece) => Array<Frames>(piece.count).fill(piece));
  const pitch = {
    f0Hz: Float64Array.from(all, ({ hz }) => hz),
    confidence: Float32Array.from(all, (one) => one.confidence),
  };
  return decideVoicing(
    pitch,
    Float32Array.from(all, ({ levelDb }) => levelDb ?? -20),
  );
}

const sung = (count: number, hz = 120): Frames => ({ hz, confidence: 0.95, count });
const noise = (count: number): Frames => ({ hz: 900, confidence: 0.02, count });

describe('voicing', () => {
  it('starts a run at confidence .5 and keeps it while it stays at .25', () => {
    const weak = { hz: 120, confidence: 0.3, count: 40 };
    expect(voicedRuns(decide(noise(20), weak, sung(40), weak, noise(20)))).toEqual([{ start: 60, end: 140 }]);
  });

  it('hears no voice in digital silence, however sure the extractor is', () => {
    expect(decide({ hz: 1859, confidence: 0.8, levelDb: -120, count: 200 }).some((hz) => hz > 0)).toBe(false);
  });

  it('calls a recording silent when no frame of it can be heard', () => {
    expect(holdsOnlySilence(new Float32Array(100).fill(-76))).toBe(true);
    expect(holdsOnlySilence(new Float32Array(100).fill(-76).fill(-74, 50, 51))).toBe(false);
  });

  it('hears no voice 45 dB under the speech', () => {
    const hum = { hz: 50, confidence: 0.95, levelDb: -70, count: 100 };
    expect(voicedRuns(decide(sung(100), hum))).toEqual([{ start: 0, end: 100 }]);
  });

  it('fills a hole of 35 ms inside a vowel, not one of 40 ms and not a closure', () => {
    expect(voicedRuns(decide(sung(40), noise(7), sung(40)))).toEqual([{ start: 0, end: 87 }]);
    expect(voicedRuns(decide(sung(40), noise(8), sung(40)))).toHaveLength(2);
    expect(voicedRuns(decide(sung(40), { ...noise(7), levelDb: -35 }, sung(40)))).toHaveLength(2);
  });

  it('moves a short octave error back and leaves a long leap alone', () => {
    const mended = decide(sung(80, 120), sung(20, 242), sung(80, 120));
    expect(Math.max(...mended)).toBeLessThan(125);
    expect(mended[90]).toBeCloseTo(121, 6);
    const leap = decide(sung(80, 120), sung(60, 242), sung(80, 120));
    expect(leap[100]).toBe(242);
  });

  it('drops a short piece that is far from everything around it', () => {
    expect(decide(sung(80, 120), sung(16, 1900), sung(80, 120))[88]).toBe(0);
  });

  it('drops blips of less than 30 ms', () => {
    expect(decide(noise(40), sung(5), noise(40)).some((hz) => hz > 0)).toBe(false);
  });

  it('gives only frames of at least confidence .25, or holes between such frames, a pitch', () => {
    const frame = fc.record({
      hz: fc.double({ min: 50, max: 1000, noNaN: true }),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      count: fc.constant(3),
    });
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 60 }), (frames) => {
        const f0Hz = decide(...frames);
        for (const { start, end } of voicedRuns(f0Hz)) {
          expect(end - start).toBeGreaterThanOrEqual(6);
          expect(frames[Math.floor(start / 3)]?.confidence).toBeGreaterThanOrEqual(0.25);
        }
        expect(f0Hz.every((hz) => Number.isFinite(hz) && hz >= 0)).toBe(true);
      }),
    );
  });
});
