import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTimeLeft } from './timeLeft.ts';

describe('the time a download still takes', () => {
  it('is not guessed in the first second, and follows the speed of the last ones', () => {
    const timeLeft = createTimeLeft();
    expect(timeLeft(0, 1000, 0)).toBeNull();
    expect(timeLeft(50, 1000, 500)).toBeNull();
    expect(timeLeft(100, 1000, 1000)).toBe(9);
    // Ten times as fast from here on: the slow beginning is forgotten.
    let left: number | null = null;
    for (let second = 2; second <= 12; second++) left = timeLeft(100 + 100 * (second - 1), 2000, 1000 * second);
    expect(left).toBeCloseTo((2000 - 1200) / 100, 5);
  });

  it('is not known after a beginning anew or a clock that was set back', () => {
    const timeLeft = createTimeLeft();
    timeLeft(0, 1000, 0);
    timeLeft(500, 1000, 2000);
    expect(timeLeft(100, 1000, 3000)).toBeNull();
    expect(timeLeft(200, 1000, 2500)).toBeNull();
  });

  it('is never negative or not a number', () => {
    const step = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 20_000 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const timeLeft = createTimeLeft();
        for (const [bytes, ms] of steps) {
          const left = timeLeft(bytes, 1000, ms);
          if (left !== null && !(left >= 0 && Number.isFinite(left))) return false;
        }
        return true;
      }),
    );
  });
});
