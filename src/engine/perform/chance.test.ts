import { describe, expect, it } from 'vitest';
import { driftAt, gaussianAt } from './chance.ts';

const draws = (seed: number, stream: number): number[] =>
  Array.from({ length: 20_000 }, (_, index) => gaussianAt(seed, stream, index));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('chance', () => {
  it('is normally distributed', () => {
    const values = draws(42, 0);
    expect(Math.abs(mean(values))).toBeLessThan(0.03);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(values.filter((value) => Math.abs(value) < 1).length / values.length).toBeCloseTo(0.683, 1);
  });

  it.each([
    ['seeds', draws(1, 0), draws(2, 0)],
    ['streams', draws(1, 0), draws(1, 1)],
    ['neighbours', draws(1, 0), [...draws(1, 0).slice(1), 0]],
  ])('of different %s is unrelated', (_, a, b) => {
    expect(Math.abs(mean(a.map((value, i) => value * (b[i] ?? 0))))).toBeLessThan(0.03);
  });

  it('drifts without a step', () => {
    for (let i = 1; i < 2000; i++) {
      const step = driftAt(3, 0, i * 0.005, 0.12) - driftAt(3, 0, (i - 1) * 0.005, 0.12);
      expect(Math.abs(step)).toBeLessThan(0.6);
    }
  });
});
