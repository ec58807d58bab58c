import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWindows } from './planWindows.ts';

const shape = fc.record({
  frameCount: fc.integer({ min: 1, max: 5000 }),
  contextFrames: fc.integer({ min: 0, max: 40 }),
  keptFrames: fc.integer({ min: 1, max: 300 }),
});

test('every frame is kept once, with its whole context on either side unless the recording ends there', () => {
  fc.assert(
    fc.property(shape, ({ frameCount, contextFrames, keptFrames }) => {
      const frames = keptFrames + 2 * contextFrames;
      const windows = planWindows(frameCount, { frames, contextFrames });
      let next = 0;
      for (const { start, end, keepStart, keepEnd } of windows) {
        expect(keepStart).toBe(next);
        expect(keepEnd).toBeGreaterThan(keepStart);
        expect(end - start).toBe(Math.min(frames, frameCount));
        expect(start === 0 || keepStart - start >= contextFrames).toBe(true);
        expect(end === frameCount || end - keepEnd >= contextFrames).toBe(true);
        expect(start).toBeGreaterThanOrEqual(0);
        next = keepEnd;
      }
      expect(next).toBe(frameCount);
    }),
  );
});

test('sizes in whole groups give borders in whole groups', () => {
  for (const { start, end } of planWindows(7040, { frames: 1536, contextFrames: 192 })) {
    expect([start % 32, end % 32]).toEqual([0, 0]);
  }
});
