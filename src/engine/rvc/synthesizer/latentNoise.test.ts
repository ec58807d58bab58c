import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latentNoise } from './latentNoise.ts';

const channels = 192;

test('the latent noise of a frame is the same in every segment that holds it', () => {
  fc.assert(
    fc.property(
      fc.record({ seed: fc.integer(), startFrame: fc.nat(1e6) }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(8),
      fc.constantFrom(1, 16, 192),
      ({ seed, startFrame }, frameCount, offset, channelCount) => {
        const whole = latentNoise(seed, startFrame, frameCount + offset, channelCount);
        const part = latentNoise(seed, startFrame + offset, frameCount, channelCount);
        for (let channel = 0; channel < channelCount; channel++) {
          const start = channel * (frameCount + offset) + offset;
          expect(part.subarray(channel * frameCount, (channel + 1) * frameCount)).toEqual(
            whole.subarray(start, start + frameCount),
          );
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('the latent noise is standard normal and forgets its neighbours', () => {
  const frameCount = 1500;
  const noise = latentNoise(11, 0, frameCount, channels);
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(Math.abs(mean(noise))).toBeLessThan(0.01);
  expect(mean(noise.map((value) => value ** 2))).toBeCloseTo(1, 2);
  expect(mean(noise.map((value) => value ** 4))).toBeCloseTo(3, 1);
  // The largest of 288 000 normal numbers is between 4.1 and 6 in all but one of thousands of draws.
  const largest = noise.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(4.1);
  expect(largest).toBeLessThan(6);
  const neighbours = (step: number) => noise.subarray(step).map((value, i) => value * noise[i]);
  for (const step of [1, 2, frameCount, 2 * frameCount]) {
    expect(Math.abs(mean(neighbours(step)))).toBeLessThan(0.01);
  }
});

test('another seed draws another noise', () => {
  const first = latentNoise(1, 0, 50, channels);
  const second = latentNoise(2, 0, 50, channels);
  const product = first.reduce((sum, value, i) => sum + value * second[i], 0) / first.length;
  expect(Math.abs(product)).toBeLessThan(0.05);
});
