import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createResampler } from './resample.ts';

async function resample(
  signal: Float32Array,
  rates: [number, number],
  sizes: readonly number[],
): Promise<Float32Array> {
  const resampler = await createResampler(...rates);
  const out: number[] = [];
  for (let start = 0, turn = 0; start < signal.length; turn++) {
    const size = sizes[turn % sizes.length];
    out.push(...resampler.process(signal.subarray(start, start + size)));
    start += size;
  }
  out.push(...resampler.flush());
  resampler.close();
  return Float32Array.from(out);
}

const tone = (frequencyHz: number, rate: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * i) / rate));

describe.each([
  [16_000, 48_000],
  [44_100, 48_000],
  [40_000, 48_000],
  [192_000, 48_000],
  [8000, 16_000],
] as [number, number][])('from %i to %i Hz', (inputRate, outputRate) => {
  test('a tone stays the same tone, in time to the sample, better than 100 dB', async () => {
    const resampled = await resample(tone(1000, inputRate, inputRate), [inputRate, outputRate], [10_000]);
    const expected = tone(1000, outputRate, outputRate);
    let [error, power] = [0, 0];
    for (let i = 1000; i < outputRate - 1000; i++) {
      error += (resampled[i] - expected[i]) ** 2;
      power += expected[i] ** 2;
    }
    expect(10 * Math.log10(power / error)).toBeGreaterThan(100);
  });

  test('any number of samples gives exactly its share, and any cut the same samples', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30_000 }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 4 }),
        async (count, sizes) => {
          const signal = tone(321, inputRate, count);
          const whole = await resample(signal, [inputRate, outputRate], [count + 1]);
          expect(whole).toHaveLength(Math.round((count * outputRate) / inputRate));
          expect(await resample(signal, [inputRate, outputRate], sizes)).toEqual(whole);
        },
      ),
      { numRuns: 6 },
    );
  });
});

test('equal rates pass the signal through bit for bit', async () => {
  const signal = tone(440, 48_000, 5000);
  expect(await resample(signal, [48_000, 48_000], [700])).toEqual(signal);
});
