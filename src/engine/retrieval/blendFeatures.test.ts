import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetrievalIndex } from '../voiceFiles/retrievalIndex/types.ts';
import { blendFeatures } from './blendFeatures.ts';

/** An index of two values a vector, one list per centre. */
function indexOf(lists: readonly { centre: readonly [number, number]; vectors: readonly (readonly number[])[] }[]) {
  let nextId = 0;
  const blocks = lists.map(({ vectors }) => ({
    firstRow: 0,
    rowCount: vectors.length,
    ids: Float64Array.from(vectors, () => nextId++),
    vectors: Float32Array.from(vectors.flat()),
  }));
  return {
    width: 2,
    vectorCount: nextId,
    listCount: lists.length,
    probeCount: 1,
    listSizes: Float64Array.from(lists, ({ vectors }) => vectors.length),
    peakBytes: 0,
    nearestLists: (query, count) => {
      const distance = (list: number) => Math.hypot(query[0] - lists[list].centre[0], query[1] - lists[list].centre[1]);
      const order = lists.map((_, list) => list).sort((a, b) => distance(a) - distance(b));
      return Int32Array.from(order.slice(0, count));
    },
    blocksOf: (list) => (blocks[list].rowCount > 0 ? [blocks[list]] : []),
  } satisfies RetrievalIndex;
}

const full = indexOf([
  {
    centre: [0, 0],
    vectors: [
      [1, 0],
      [0, 1],
      [3, 3],
    ],
  },
]);
const rows = (...values: number[]) => ({ values: Float32Array.from(values), width: 2 });
const whole = { ratio: 1, neighbourCount: 8 };

describe('retrieval', () => {
  it('takes an exact hit whole, where the original makes NaN', () => {
    expect(blendFeatures(rows(0, 1), full, { ratio: 0.5, neighbourCount: 8 })).toEqual(rows(0, 1));
  });

  it('leaves a frame alone when the list it falls into is empty', () => {
    const index = indexOf([
      { centre: [0, 0], vectors: [] },
      { centre: [9, 9], vectors: [[8, 8]] },
    ]);
    expect(blendFeatures(rows(1, 1, 8, 9), index, whole)).toEqual(rows(1, 1, 8, 8));
  });

  it('weighs by the inverse fourth power of the distance', () => {
    // Distances² from (0, 0) are 1, 1 and 18: weights 1, 1 and 1/324.
    const [x, y] = blendFeatures(rows(0, 0), full, whole).values;
    expect(x).toBeCloseTo((1 + 3 / 324) / (2 + 1 / 324), 6);
    expect(y).toBe(x);
  });

  it('does not overflow however near a vector lies', () => {
    const near = indexOf([
      {
        centre: [0, 0],
        vectors: [
          [1e-30, 0],
          [1, 1],
        ],
      },
    ]);
    expect([...blendFeatures(rows(0, 0), near, whole).values].every(Number.isFinite)).toBe(true);
  });

  it('changes nothing at 0 and lies on the line to the neighbours’ mean at any ratio', () => {
    fc.assert(
      fc.property(
        fc.float({ min: -2, max: 2, noNaN: true }),
        fc.float({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, y, ratio) => {
          const query = rows(x, y);
          expect(blendFeatures(query, full, { ...whole, ratio: 0 })).toEqual(query);
          const mean = blendFeatures(query, full, whole).values;
          const part = blendFeatures(query, full, { ...whole, ratio }).values;
          part.forEach((value, i) => {
            expect(value).toBeCloseTo(query.values[i] + ratio * (mean[i] - query.values[i]), 5);
          });
        },
      ),
    );
  });
});
