import { describe, expect, it } from 'vitest';
import { fillGaussian, noiseKey } from './noise.ts';

/** Noise as the synthesis uses it: short stretches of consecutive streams, one after the other. */
function streams(seed: number, streamCount: number, length: number): Float64Array {
  const joined = new Float64Array(streamCount * length);
  for (let ordinal = 0; ordinal < streamCount; ordinal++) {
    const part = new Float64Array(length);
    fillGaussian(noiseKey(seed, ordinal), length, part);
    joined.set(part, ordinal * length);
  }
  return joined;
}

function mean(values: Float64Array, of: (value: number, i: number) => number): number {
  let sum = 0;
  values.forEach((value, i) => (sum += of(value, i)));
  return sum / values.length;
}

describe.each([0, 1, 2, 12_345, 0xffffffff])('noise of seed %i', (seed) => {
  const values = streams(seed, 2000, 97);
  // Every bound is five standard errors of the measure for independent Gaussian samples.
  const standardError = 1 / Math.sqrt(values.length);

  it('is Gaussian in mean, variance, skewness, kurtosis and tails', () => {
    expect(Math.abs(mean(values, (v) => v))).toBeLessThan(5 * standardError);
    expect(Math.abs(mean(values, (v) => v * v) - 1)).toBeLessThan(5 * Math.SQRT2 * standardError);
    expect(Math.abs(mean(values, (v) => v ** 3))).toBeLessThan(5 * Math.sqrt(15) * standardError);
    expect(Math.abs(mean(values, (v) => v ** 4) - 3)).toBeLessThan(5 * Math.sqrt(96) * standardError);
    const beyondTwo = mean(values, (v) => (Math.abs(v) > 2 ? 1 : 0));
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(5 * 0.21 * standardError);
  });

  it('is white: neighbours and samples of neighbouring streams do not correlate, nor do their squares', () => {
    for (const lag of [1, 2, 3, 4, 48, 96, 97, 98, 194, 970]) {
      const other = (i: number) => values[(i + lag) % values.length];
      expect(Math.abs(mean(values, (v, i) => v * other(i)))).toBeLessThan(5 * standardError);
      expect(Math.abs(mean(values, (v, i) => (v * v - 1) * (other(i) ** 2 - 1)))).toBeLessThan(5 * 2 * standardError);
    }
  });

  it('repeats for the same seed and differs for the next', () => {
    expect(streams(seed, 20, 97)).toEqual(values.subarray(0, 20 * 97));
    const next = streams(seed + 1, 2000, 97);
    expect(Math.abs(mean(values, (v, i) => v * next[i]))).toBeLessThan(5 * standardError);
  });
});

describe('noise streams', () => {
  it('do not depend on how many samples are drawn', () => {
    const long = new Float64Array(96);
    const short = new Float64Array(96);
    fillGaussian(noiseKey(7, 7), 96, long);
    fillGaussian(noiseKey(7, 7), 31, short);
    expect(short.subarray(0, 31)).toEqual(long.subarray(0, 31));
  });

  it('have keys that hardly ever meet', () => {
    const keys = new Set(Array.from({ length: 20_000 }, (_, ordinal) => noiseKey(3, ordinal)));
    expect(keys.size).toBeGreaterThan(19_990);
  });
});
