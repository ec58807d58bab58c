import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantise, triangularDither } from './dither.ts';

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Errors of a constant level after rounding to 16 bits, in steps. */
function errorsAt(level: number): Float64Array {
  const signal = new Float32Array(50_000).fill(level / 2 ** 15);
  return Float64Array.from(quantise(signal, 16, 1234, 0), (value) => value - level);
}

test.each([0, 0.25, 0.5, 0.75, -0.4])(
  'dithered rounding of %f of a step errs by 0 on average, with the same variance everywhere',
  (level) => {
    const errors = errorsAt(level);
    expect(mean(errors)).toBeCloseTo(0, 1.7);
    // Triangular dither and rounding together: 1/6 + 1/12 of a squared step.
    expect(mean(errors.map((error) => error * error))).toBeCloseTo(0.25, 1.7);
  },
);

test('dither is triangular: within one step, its density falling to the edges', () => {
  const values = Float64Array.from({ length: 50_000 }, (_, i) => triangularDither(77, i));
  const shareWithin = (limit: number): number => mean(values.map((value) => (Math.abs(value) < limit ? 1 : 0)));
  expect(shareWithin(1)).toBe(1);
  expect(shareWithin(0.5)).toBeCloseTo(0.75, 1.7);
  expect(shareWithin(0.25)).toBeCloseTo(0.4375, 1.7);
});

test('neighbouring values of dither, and those of two seeds, know nothing of each other', () => {
  const count = 50_000;
  const products = Float64Array.from({ length: count }, (_, i) => triangularDither(5, i) * triangularDither(5, i + 1));
  const seedProducts = Float64Array.from({ length: count }, (_, i) => triangularDither(5, i) * triangularDither(6, i));
  expect(mean(products)).toBeCloseTo(0, 2);
  expect(mean(seedProducts)).toBeCloseTo(0, 2);
});

test('how a signal is cut changes no rounded sample', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, min: -1, max: 1 }), fc.nat(), fc.integer(), (signal, cutAt, seed) => {
      const cut = cutAt % (signal.length + 1);
      const whole = quantise(signal, 24, seed, 0);
      expect([
        ...quantise(signal.subarray(0, cut), 24, seed, 0),
        ...quantise(signal.subarray(cut), 24, seed, cut),
      ]).toEqual([...whole]);
    }),
  );
});

test('what is louder than full scale is clipped, not wrapped round', () => {
  expect([...quantise(Float32Array.of(1.5, -1.5), 16, 0, 0)]).toEqual([32_767, -32_768]);
});
