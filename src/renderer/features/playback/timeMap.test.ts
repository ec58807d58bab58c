import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toNearestTakeSec, toRecordingSec, toTakeSecs, type TimeMap } from './timeMap.ts';

/** Words sung twice: half as fast, after a rest of a second, and again from the first of them. */
const twice: TimeMap = [
  [0, 0],
  [1, 0.5],
  [2, 0.5],
  [4, 1.5],
  [4, 0],
  [7, 1.5],
];

describe('the time of a take against that of its recording', () => {
  it('runs alike where nothing was stretched', () => {
    expect(toRecordingSec([], 3)).toBe(3);
    expect(toTakeSecs([], 3)).toEqual([3]);
    expect(toNearestTakeSec([], 3, 0)).toBe(3);
  });

  it('runs evenly between two anchors, stands still in a rest and jumps back where words are sung again', () => {
    expect([0.5, 1.5, 3, 4, 5].map((sec) => toRecordingSec(twice, sec))).toEqual([0.25, 0.5, 1, 0, 0.5]);
    expect([-1, 9].map((sec) => toRecordingSec(twice, sec))).toEqual([0, 1.5]);
  });

  it('a word has a place in each pass, of which the nearest is taken', () => {
    expect(toTakeSecs(twice, 1)).toEqual([3, 6]);
    expect(toNearestTakeSec(twice, 1, 2)).toBe(3);
    expect(toNearestTakeSec(twice, 1, 6.5)).toBe(6);
  });

  it('what is left out has the place of what is nearest to it', () => {
    expect(toTakeSecs(twice, 2)).toEqual([]);
    expect(toNearestTakeSec(twice, 2, 0)).toBe(4);
    expect(toNearestTakeSec(twice, 2, 9)).toBe(7);
  });

  it('going there and back keeps the place in the words, whatever the map', () => {
    const rising = fc.array(
      fc.tuple(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.double({ min: 0.01, max: 2, noNaN: true })),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(rising, fc.double({ min: 0, max: 1, noNaN: true }), (steps, ratio) => {
        const map: [number, number][] = [[0, 0]];
        for (const [take, recording] of steps) {
          const [atTake, atRecording] = map.at(-1) ?? [0, 0];
          map.push([atTake + take, atRecording + recording]);
        }
        const takeSec = (map.at(-1)?.[0] ?? 0) * ratio;
        expect(toNearestTakeSec(map, toRecordingSec(map, takeSec), takeSec)).toBeCloseTo(takeSec, 6);
      }),
    );
  });
});
