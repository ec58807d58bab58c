import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BackingMeasure } from '../../../contract/melodies.ts';
import { backingFromStart } from './backingFromStart.ts';

const measure: BackingMeasure = { tempoBpm: 120, confidence: 1, firstBeatSec: 0.3, key: null };

it('a take that begins with its backing hears the first beat where it is', () => {
  expect(backingFromStart(measure, 0)).toEqual(measure);
  expect(backingFromStart(measure, 0.1).firstBeatSec).toBeCloseTo(0.2);
});

it('a take that begins later hears the next beat, on the same grid and less than a beat away', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 40, max: 300, noNaN: true }),
      fc.double({ min: 0, max: 600, noNaN: true }),
      (tempoBpm, startSec) => {
        const { firstBeatSec } = backingFromStart({ ...measure, tempoBpm }, startSec);
        const beatSec = 60 / tempoBpm;
        expect(firstBeatSec).toBeGreaterThanOrEqual(0);
        expect(firstBeatSec).toBeLessThan(Math.max(0.3, beatSec) + 1e-9);
        const beats = (startSec + firstBeatSec - 0.3) / beatSec;
        expect(Math.abs(beats - Math.round(beats))).toBeLessThan(1e-6);
      },
    ),
  );
});

it('music without a beat is begun with', () => {
  expect(backingFromStart({ ...measure, tempoBpm: null }, 5).firstBeatSec).toBe(0);
});
