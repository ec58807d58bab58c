import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultsOf } from '../../contract/settings/defaults.ts';
import { realFft } from '../dsp/fft.ts';
import type { BlockProcessor } from '../finish/blockwise.ts';
import { fillGaussian, noiseKey } from '../vocoder/noise.ts';
import { createConvolver } from './convolver.ts';
import { radio } from './radio.ts';
import { reverb } from './reverb.ts';
import { referenceRms } from './soundEffect.ts';
import { telephone } from './telephone.ts';

const sampleRate = 48_000;

/** Noise in all bands at the reference level. */
function noiseOf(seed: number, length: number): Float32Array {
  const noise = new Float64Array(length + 1);
  fillGaussian(noiseKey(seed, 0), length, noise);
  return Float32Array.from(noise.subarray(0, length), (value) => referenceRms * value);
}

function runInBlocks(processor: BlockProcessor, signal: Float32Array, sizes: readonly number[]): Float32Array {
  const whole: number[] = [];
  for (let start = 0, turn = 0; start < signal.length; turn++) {
    const size = sizes[turn % sizes.length];
    for (const sample of processor.process(signal.subarray(start, start + size))) whole.push(sample);
    start += size;
  }
  return Float32Array.from([...whole, ...processor.flush()]);
}

const wholeOf = (processor: BlockProcessor, signal: Float32Array): Float32Array =>
  runInBlocks(processor, signal, [signal.length + 1]);

/** Mean power between two frequencies, dB. */
function bandDb(signal: Float32Array, lowHz: number, highHz: number): number {
  const size = 16_384;
  const fft = realFft(size);
  const spectrum = new Float64Array(2 * fft.binCount);
  let power = 0;
  let count = 0;
  for (let start = 0; start + size <= signal.length; start += size) {
    const window = Float64Array.from(
      { length: size },
      (_, i) => signal[start + i] * Math.sin((Math.PI * i) / size) ** 2,
    );
    fft.forward(window, spectrum);
    for (let bin = Math.ceil((lowHz * size) / sampleRate); bin <= (highHz * size) / sampleRate; bin++) {
      power += spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2;
      count++;
    }
  }
  return 10 * Math.log10(power / count);
}

const rmsOf = (signal: Float32Array): number =>
  Math.sqrt(signal.reduce((sum, sample) => sum + sample * sample, 0) / signal.length);
const rmsDb = (signal: Float32Array): number => 20 * Math.log10(rmsOf(signal));

const effects = { telephone, radio, reverb };

describe.each(Object.entries(effects))('%s', (_name, effect) => {
  const open = (seed = 1): BlockProcessor => effect.open(defaultsOf(effect.settings), { sampleRate, seed });

  test('gives the same samples, and as many, however the signal is cut into blocks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 4 }),
        (seed, length, sizes) => {
          const signal = noiseOf(seed, length);
          const whole = wholeOf(open(), signal);
          expect(whole).toHaveLength(length);
          expect(runInBlocks(open(), signal, sizes)).toEqual(whole);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('gives numbers for anything a converter may give', () => {
    const wild = Float32Array.from({ length: 9000 }, (_, i) => (i % 3 === 0 ? 50 : i % 7 === 0 ? -1e-38 : 0));
    expect(wholeOf(open(), wild).every((sample) => Number.isFinite(sample))).toBe(true);
  });
});

describe.each([
  // What a tone 20 dB louder gains: the fundamental of a square wave over a slightly bent sine.
  { name: 'telephone', effect: telephone, lowHz: 300, highHz: 3400, mostGainedDb: 10.5 },
  { name: 'radio', effect: radio, lowHz: 450, highHz: 2800, mostGainedDb: 4 },
])('$name', ({ effect, lowHz, highHz, mostGainedDb }) => {
  const heard = wholeOf(effect.open(defaultsOf(effect.settings), { sampleRate, seed: 1 }), noiseOf(5, 4 * sampleRate));

  test('carries its band and nothing an octave beyond', () => {
    const inside = bandDb(heard, 1.3 * lowHz, highHz / 1.3);
    expect(bandDb(heard, 30, lowHz / 2) - inside).toBeLessThan(-20);
    expect(bandDb(heard, 2 * highHz, 20_000) - inside).toBeLessThan(-24);
  });

  test('hisses at its level in a pause, the same for the same seed', () => {
    const pause = new Float32Array(sampleRate);
    const hissOf = (seed: number): Float32Array =>
      wholeOf(effect.open(defaultsOf(effect.settings), { sampleRate, seed }), pause);
    // What the band leaves of white noise.
    const wanted = effect.settings.noiseDb.default + 10 * Math.log10((highHz - lowHz) / (sampleRate / 2));
    expect(Math.abs(rmsDb(hissOf(7)) - wanted)).toBeLessThan(1);
    expect(hissOf(7)).toEqual(hissOf(7));
    expect(hissOf(7)).not.toEqual(hissOf(8));
  });

  test('is driven into saturation', () => {
    const levelOf = (amplitude: number): number => {
      const tone = Float32Array.from(
        { length: sampleRate },
        (_, i) => amplitude * Math.sin((2 * Math.PI * 1000 * i) / sampleRate),
      );
      return rmsDb(wholeOf(effect.open(defaultsOf(effect.settings), { sampleRate, seed: 1 }), tone));
    };
    const gainedDb = levelOf(10 * referenceRms * Math.SQRT2) - levelOf(referenceRms * Math.SQRT2);
    expect(gainedDb).toBeLessThan(mostGainedDb);
    expect(gainedDb).toBeGreaterThan(0);
  });
});

test('a convolution is the sum of all echoes', () => {
  const response = new Float64Array(9001);
  response[0] = 0.5;
  response[4095] = -0.25;
  response[9000] = 1;
  const signal = noiseOf(3, 20_000);
  const at = (i: number): number => (i < 0 ? 0 : signal[i]);
  const heard = wholeOf(createConvolver(response), signal);
  const worst = heard.reduce(
    (largest, sample, i) => Math.max(largest, Math.abs(sample - (0.5 * at(i) - 0.25 * at(i - 4095) + at(i - 9000)))),
    0,
  );
  expect(worst).toBeLessThan(1e-7);
});

describe('reverb', () => {
  const clap = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => (i === 0 ? 1 : 0));
  const roomOf = (settings: Record<string, number>): Float32Array =>
    wholeOf(
      reverb.open({ ...defaultsOf(reverb.settings), ...settings }, { sampleRate, seed: 1 }),
      clap(4 * sampleRate),
    );

  test.each([500, 1600, 3000])('falls by 60 dB in %i ms', (decayMs) => {
    const room = roomOf({ decayMs, mix: 1, firstEchoMs: 0, brightness: 1 });
    // Between 10 % and 60 % of its length, where noise is steady and the last filter does not count.
    const level = (share: number): number => {
      const start = Math.round((share * decayMs * sampleRate) / 1000);
      return rmsDb(room.slice(start, start + Math.round(0.05 * decayMs * 48)));
    };
    const fallDb = (level(0.1) - level(0.6)) / 0.5;
    expect(Math.abs(fallDb - 60)).toBeLessThan(8);
    const end = Math.ceil(reverb.tailSec({ decayMs, mix: 1, firstEchoMs: 0 }) * sampleRate);
    expect(room.slice(end + 1).every((sample) => Math.abs(sample) < 1e-9)).toBe(true);
  });

  test('leaves the voice where it was and answers after the first echo, with as much power as asked', () => {
    const room = roomOf({ mix: 0.5, firstEchoMs: 50 });
    const first = 0.05 * sampleRate;
    expect(room[0]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(room.slice(1, first).every((sample) => Math.abs(sample) < 1e-9)).toBe(true);
    const power = room.slice(first).reduce((sum, sample) => sum + sample * sample, 0);
    expect(power).toBeCloseTo(0.5, 4);
  });

  test('without mix it is the voice, sample for sample, and has no tail', () => {
    const signal = noiseOf(2, 10_000);
    const heard = wholeOf(reverb.open({ mix: 0 }, { sampleRate, seed: 1 }), signal);
    expect(heard.every((sample, i) => Math.abs(sample - signal[i]) < 1e-7)).toBe(true);
    expect(reverb.tailSec({ mix: 0 })).toBe(0);
  });

  test('a dark room has lost its high tones at the end, a bright one keeps them', () => {
    const tilt = (brightness: number): number => {
      const room = roomOf({ decayMs: 3000, mix: 1, brightness }).slice(1.2 * sampleRate);
      return bandDb(room, 4000, 8000) - bandDb(room, 300, 1000);
    };
    expect(tilt(0)).toBeLessThan(tilt(1) - 12);
  });
});
