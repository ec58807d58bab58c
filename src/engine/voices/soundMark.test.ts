import { describe, expect, it } from 'vitest';
import { soundMark } from './soundMark.ts';

const sampleRate = 40_000;

/** A note whose harmonics have these levels, dB. */
function note(f0Hz: number, levelsDb: readonly number[], seconds = 0.3): Float32Array {
  return Float32Array.from({ length: seconds * sampleRate }, (_, i) =>
    levelsDb.reduce(
      (sum, db, index) => sum + 0.05 * 10 ** (db / 20) * Math.sin((2 * Math.PI * (index + 1) * f0Hz * i) / sampleRate),
      0,
    ),
  );
}

describe('the mark of a sound', () => {
  it('is how strong its harmonics are, 40 dB from the strongest to nothing', () => {
    const levelsDb = [-6, 0, -20, -40, -10, -30, -60, -2, -4, -8];
    const mark = soundMark(note(220, levelsDb), sampleRate, 220);
    levelsDb.forEach((db, index) => {
      expect(mark[index]).toBeCloseTo(Math.max(0, 1 + db / 40), 1);
    });
  });

  it('is the same for a louder note, and hardly another for one that is a little off', () => {
    const levelsDb = [0, -6, -12, -18, -24];
    const mark = soundMark(note(220, levelsDb), sampleRate, 220);
    const louder = soundMark(
      note(220, levelsDb).map((sample) => 3 * sample),
      sampleRate,
      220,
    );
    expect(louder).toEqual(mark);
    const off = soundMark(note(221.5, levelsDb), sampleRate, 220);
    off.slice(0, 5).forEach((strength, index) => {
      expect(Math.abs(strength - (mark[index] ?? 0))).toBeLessThan(0.08);
    });
  });

  it('has nothing above half the sample rate, and of silence nothing but zeros and ones', () => {
    expect(soundMark(note(900, [0, 0, 0, 0]).slice(0, 4000), 8000, 900).slice(4)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(soundMark(new Float32Array(1000), sampleRate, 220).every(Number.isFinite)).toBe(true);
  });
});
