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
      const wrong = windows.filter(({ start, end, keepStart, keepEnd }, i) => {
        const isNext = keepStart === (windows[i - 1]?.keepEnd ?? 0) && keepEnd > keepStart;
        const isInside = start >= 0 && end <= frameCount && end - start <= frames;
        const hasLeft = start === 0 || keepStart - start >= contextFrames;
        const hasRight = end === frameCount || end - keepEnd >= contextFrames;
        return !(isNext && isInside && hasLeft && hasRight);
      });
      expect(wrong).toEqual([]);
      expect(windows.at(-1)?.keepEnd).toBe(frameCount);
    }),
  );
});

test('windows are equally long and compute no more twice than their context', () => {
  fc.assert(
    fc.property(shape, ({ frameCount, contextFrames, keptFrames }) => {
      const windows = planWindows(frameCount, { frames: keptFrames + 2 * contextFrames, contextFrames });
      const lengths = windows.map(({ start, end }) => end - start);
      expect(new Set(lengths).size).toBe(1);
      const computed = lengths.reduce((sum, length) => sum + length, 0);
      expect(computed).toBeLessThan(frameCount + (windows.length - 1) * 2 * contextFrames + windows.length);
    }),
  );
});

test('sizes in whole groups give borders in whole groups', () => {
  for (const frameCount of [2080, 3616, 7040, 36_000]) {
    const windows = planWindows(frameCount, { frames: 2048, contextFrames: 320, groupFrames: 32 });
    expect(windows.flatMap((window) => Object.values(window)).filter((border) => border % 32 !== 0)).toEqual([]);
    expect(windows.length).toBeGreaterThan(1);
  }
});
