import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BlockProcessor } from './blockwise.ts';
import { createLimiter } from './limiter.ts';
import { createNoiseGate } from './noiseGate.ts';
import { TruePeakMeter } from './truePeak.ts';

const sampleRate = 16_000;

/** Bursts of tone of every level with silence and noise between, from a seed. */
function burstySignal(seed: number, length: number): Float32Array {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const signal = new Float32Array(length);
  for (let start = 0; start < length;) {
    const end = Math.min(length, start + 20 + Math.floor(random() * 2000));
    const level = 10 ** (-4 * random()) * 1.9;
    const step = random() * 3;
    for (let i = start; i < end; i++) signal[i] = level * (Math.sin(step * i) + 0.2 * (random() - 0.5));
    start = end;
  }
  return signal;
}

function runInBlocks(processor: BlockProcessor, signal: Float32Array, sizes: readonly number[]): Float32Array {
  const pieces: number[] = [];
  for (let start = 0, turn = 0; start < signal.length; turn++) {
    const size = sizes[turn % sizes.length];
    pieces.push(...processor.process(signal.subarray(start, start + size)));
    start += size;
  }
  pieces.push(...processor.flush());
  return Float32Array.from(pieces);
}

const wholeOf = (processor: BlockProcessor, signal: Float32Array): Float32Array =>
  runInBlocks(processor, signal, [signal.length + 1]);

const peakOf = (signal: Float32Array): number => signal.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

const processors = {
  'noise gate': () => createNoiseGate(sampleRate, -40),
  limiter: () => createLimiter({ sampleRate, gain: 1.4, ceiling: 0.5 }),
};

describe.each(Object.entries(processors))('%s', (_name, create) => {
  test('gives the same samples, and as many, however the signal is cut into blocks', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 6000 }),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 5 }),
        (seed, length, sizes) => {
          const signal = burstySignal(seed, length);
          const whole = wholeOf(create(), signal);
          expect(whole).toHaveLength(length);
          expect(runInBlocks(create(), signal, sizes)).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('noise gate', () => {
  const tone = (level: number, count: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => level * Math.sin((2 * Math.PI * 200 * i) / sampleRate));

  test('leaves a voice well above its level untouched once it is open', () => {
    const signal = tone(0.1, sampleRate);
    expect(wholeOf(createNoiseGate(sampleRate, -40), signal).subarray(100)).toEqual(signal.subarray(100));
  });

  test('is silent where the signal stays below its level', () => {
    expect(peakOf(wholeOf(createNoiseGate(sampleRate, -40), tone(0.001, sampleRate)))).toBe(0);
  });

  test('opens before an onset, so that its first sample is heard whole', () => {
    const signal = new Float32Array(sampleRate);
    signal.set(tone(0.5, 4000), 8000);
    const gated = wholeOf(createNoiseGate(sampleRate, -40), signal);
    expect(gated.subarray(8000, 12_000)).toEqual(signal.subarray(8000, 12_000));
  });

  test('keeps the 150 ms after a word, then fades over 120 ms without a step', () => {
    const signal = tone(0.002, 2 * sampleRate);
    signal.set(tone(0.5, 8000));
    const gated = wholeOf(createNoiseGate(sampleRate, -40), signal);
    expect(gated.subarray(8000, 8000 + 2300)).toEqual(signal.subarray(8000, 8000 + 2300));
    expect(peakOf(gated.subarray(8000 + 5000))).toBe(0);
    const steps = gated.subarray(8001).map((sample, i) => sample - gated[8000 + i]);
    expect(peakOf(steps)).toBeLessThan(0.002 * ((2 * Math.PI * 200) / sampleRate) * 1.2);
  });
});

describe('limiter', () => {
  test('never lets a sample above its ceiling, whatever the signal and the gain', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0.1, max: 20, noNaN: true }), (seed, gain) => {
        const limited = wholeOf(createLimiter({ sampleRate, gain, ceiling: 0.89 }), burstySignal(seed, 8000));
        expect(peakOf(limited)).toBeLessThanOrEqual(Math.fround(0.89));
      }),
      { numRuns: 40 },
    );
  });

  test('keeps peaks between samples within 0.1 dB of its ceiling', () => {
    const signal = burstySignal(3, 4 * sampleRate);
    const meter = new TruePeakMeter();
    meter.push(wholeOf(createLimiter({ sampleRate, gain: 2, ceiling: 0.5 }), signal));
    expect(20 * Math.log10(meter.finish() / 0.5)).toBeLessThan(0.1);
  });

  test('only multiplies while everything stays under the ceiling', () => {
    const signal = burstySignal(5, 8000).map((sample) => sample * 0.1);
    const limited = wholeOf(createLimiter({ sampleRate, gain: 2, ceiling: 0.9 }), signal);
    expect(limited).toEqual(signal.map((sample) => sample * 2));
  });

  test('takes no more from the signal than its loudest peak needs', () => {
    const signal = burstySignal(9, 4 * sampleRate);
    const meter = new TruePeakMeter();
    meter.push(signal);
    const needed = 0.5 / meter.finish();
    const limited = wholeOf(createLimiter({ sampleRate, gain: 1, ceiling: 0.5 }), signal);
    const deepest = limited.reduce(
      (least, sample, i) => (signal[i] === 0 ? least : Math.min(least, sample / signal[i])),
      1,
    );
    expect(deepest).toBeGreaterThanOrEqual(needed * 0.999_999);
  });
});

describe('true peak', () => {
  test('finds the full height of a tone whose samples all miss it', () => {
    // A quarter of the rate, 45 degrees off: every sample is 0.707 of the peak.
    const signal = Float32Array.from({ length: 2000 }, (_, i) => Math.sin((Math.PI / 2) * i + Math.PI / 4));
    const meter = new TruePeakMeter();
    meter.push(signal.map((sample, i) => sample * Math.min(1, i / 500, (2000 - i) / 500)));
    expect(20 * Math.log10(meter.finish())).toBeCloseTo(0, 1);
  });
});
