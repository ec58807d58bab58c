import { describe, expect, it } from 'vitest';
import { isLeap, isNaturalAt, keepsTime, sourcePlaceAt, speedAt, unbrokenSpans } from './sourcePlace.ts';

/** Natural, then at half speed, then back to the beginning. */
const map = Float64Array.from([0, 1, 2, 2.5, 3, 3.5, 0, 1, 2]);

describe('a time map', () => {
  it('leaps where it falls or runs faster than anybody follows, and nowhere else', () => {
    expect([isLeap(3.5, 0), isLeap(0, 9), isLeap(0, 8), isLeap(2, 2), isLeap(2, 2 - 1e-9)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('has a speed at every frame; at a leap it goes on as it came', () => {
    expect([...map.keys()].map((frame) => speedAt(map, frame))).toEqual([1, 1, 0.5, 0.5, 0.5, 0.5, 1, 1, 1]);
    expect(speedAt(Float64Array.of(7), 0)).toBe(1);
  });

  it('is natural where it passes as spoken on both sides', () => {
    expect([...map.keys()].map((frame) => isNaturalAt(map, frame))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('is read between its frames, but never across a leap', () => {
    expect([0.5, 2.5, 5.25, 5.75, 8.5].map((position) => sourcePlaceAt(map, position))).toEqual([
      0.5, 2.25, 3.75, -0.25, 2.5,
    ]);
  });

  it('keeps time only from the beginning to the end of the recording, frame by frame', () => {
    const straight = { sourceFrame: Float64Array.from([0, 1, 2, 3]) };
    expect(keepsTime(straight, { frameCount: 4 })).toBe(true);
    expect(keepsTime(straight, { frameCount: 5 })).toBe(false);
    expect(keepsTime({ sourceFrame: map }, { frameCount: 9 })).toBe(false);
  });

  it('is read in spans with nothing far away between', () => {
    expect(unbrokenSpans(Float64Array.of(0, 1, 2, 50, 51, 3), 8)).toEqual([
      { start: 0, end: 3 },
      { start: 3, end: 5 },
      { start: 5, end: 6 },
    ]);
    expect(unbrokenSpans(new Float64Array(0), 8)).toEqual([]);
  });
});
