import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HarmonicSource } from './harmonicSource.ts';
import type { HarmonicSourceOptions, SourceNoise } from './harmonicSource.ts';

const fundamental = { weights: [1], bias: 0 };
const overtones = { weights: [0.5, -0.3, 0.2, 0.4, 0.1, -0.2, 0.3, 0.2, 0.6], bias: 0.02 };
const sampleRate = 40_000;

function sourceOf(options: Partial<HarmonicSourceOptions> & { f0Hz: Float64Array }): HarmonicSource {
  return new HarmonicSource({ sampleRate, mix: fundamental, noise: null, ...options });
}

function wholeOf(source: HarmonicSource, frameCount: number): Float32Array {
  return source.read(0, frameCount * source.samplesPerFrame);
}

const pitchCurve = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 50, max: 1100, noNaN: true })), { minLength: 1, maxLength: 30 })
  .map((list) => Float64Array.from(list));
const anyNoise = fc.oneof(fc.constant<SourceNoise>(null), fc.record({ seed: fc.integer() }));

const anySource = fc.record({ f0Hz: pitchCurve, noise: anyNoise, mix: fc.constantFrom(fundamental, overtones) });

test('any stretch of the source is bit for bit the same stretch of the whole', () => {
  fc.assert(
    fc.property(anySource, fc.nat(), fc.nat(), ({ f0Hz, noise, mix }, a, b) => {
      const source = sourceOf({ f0Hz, noise, mix });
      const whole = wholeOf(source, f0Hz.length);
      const [start, end] = [a % (whole.length + 1), b % (whole.length + 1)].toSorted((x, y) => x - y);
      expect(source.read(start ?? 0, end ?? 0)).toEqual(whole.subarray(start, end));
    }),
    { numRuns: 60 },
  );
});

test('the source of a frame depends on no pitch after it', () => {
  const f0Hz = Float64Array.of(200, 210, 0, 190, 180);
  const longer = wholeOf(sourceOf({ f0Hz, noise: { seed: 4 } }), 5);
  const shorter = wholeOf(sourceOf({ f0Hz: f0Hz.slice(0, 3), noise: { seed: 4 } }), 3);
  expect(longer.subarray(0, shorter.length)).toEqual(shorter);
});

test('after an hour the phase is as exact as at the start', () => {
  const frameCount = 360_000;
  const f0Hz = new Float64Array(frameCount).fill(441);
  const source = sourceOf({ f0Hz });
  const end = frameCount * source.samplesPerFrame;
  const last = source.read(end - 400, end);
  for (let i = 0; i < last.length; i++) {
    // 441 Hz at 40 kHz: the phase repeats after 40 000 samples exactly.
    const sample = (end - 400 + i + 1) % 40_000;
    expect(last[i]).toBeCloseTo(Math.tanh(0.1 * Math.sin((2 * Math.PI * ((sample * 441) % 40_000)) / 40_000)), 6);
  }
});

test('without voice there is noise ten times as loud as under a voice, and no sine', () => {
  const frameCount = 200;
  const rmsOf = (hz: number) => {
    const source = sourceOf({ f0Hz: new Float64Array(frameCount).fill(hz), noise: { seed: 9 } });
    const silent = sourceOf({ f0Hz: new Float64Array(frameCount).fill(hz) });
    const still = wholeOf(silent, frameCount);
    const samples = wholeOf(source, frameCount).map((value, i) => Math.atanh(value) - Math.atanh(still[i]));
    return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  };
  expect(rmsOf(0)).toBeCloseTo(0.1 / 3, 3);
  expect(rmsOf(220)).toBeCloseTo(0.003, 4);
  expect(wholeOf(sourceOf({ f0Hz: new Float64Array(3) }), 3).every((value) => value === 0)).toBe(true);
});

test('another seed is another noise and other overtones; the same seed is the same', () => {
  const f0Hz = new Float64Array(4).fill(300);
  const read = (seed: number) => wholeOf(sourceOf({ f0Hz, noise: { seed }, mix: overtones }), 4);
  expect(read(1)).toEqual(read(1));
  expect(read(1)).not.toEqual(read(2));
});

test('what lies outside the frames is refused', () => {
  const source = sourceOf({ f0Hz: new Float64Array(2) });
  expect(() => source.read(-1, 3)).toThrow(RangeError);
  expect(() => source.read(0, 801)).toThrow(RangeError);
});
