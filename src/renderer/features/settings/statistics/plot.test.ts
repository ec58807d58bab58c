import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisTop, stack } from './plot.ts';

describe('a plot', () => {
  it('ends its axis on a round number above every value', () => {
    expect([[], [0], [1], [3], [7], [12, 40], [0.3], [501]].map(axisTop)).toEqual([1, 1, 1, 5, 10, 50, 0.5, 1000]);
  });

  it('never draws a bar outside, nor parts over each other', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 4 }), (values) => {
        const top = axisTop([values.reduce((sum, value) => sum + value, 0)]);
        const parts = stack(values, top);
        parts.forEach(({ from, to }, index) => {
          expect(from).toBeCloseTo(index === 0 ? 0 : (parts[index - 1]?.to ?? Number.NaN));
          expect(to).toBeGreaterThanOrEqual(from);
        });
        expect(parts.at(-1)?.to).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
