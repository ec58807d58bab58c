import { expect, it } from 'vitest';
import { rangeScale } from './rangeScale.ts';

const sung = (range: [number, number] | null): number[] =>
  rangeScale(range).flatMap(({ midi, isSung }) => (isSung ? [midi] : []));

it('a range is drawn from its first note to its last on a scale that all voices share', () => {
  expect(sung([40, 45])).toEqual([40, 41, 42, 43, 44, 45]);
  expect(rangeScale([40, 45]).map(({ midi }) => midi)).toEqual(rangeScale([60, 72]).map(({ midi }) => midi));
});

it('nothing is marked where no range is known, and a range beyond the scale is not cut off', () => {
  expect(sung(null)).toEqual([]);
  expect(rangeScale([20, 90]).at(0)).toEqual({ midi: 20, isSung: true });
  expect(rangeScale([20, 90]).at(-1)).toEqual({ midi: 90, isSung: true });
});
