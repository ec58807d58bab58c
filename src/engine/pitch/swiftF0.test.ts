import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { runModel } from '../../../tests/suites/runModel.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { frameCountOf } from '../analysis/frames.ts';
import { networkPitch, swiftF0, toFrameGrid } from './swiftF0.ts';

const models = 'tests/fixtures/models';
const goldenSchema = z.record(z.string(), z.object({ pitch_hz: z.array(z.number()), confidence: z.array(z.number()) }));
const golden = goldenSchema.parse(JSON.parse(readFileSync(`${models}/swift-f0/golden.json`, 'utf8')));
const ignore = (): void => undefined;
const cents = (a: number, b: number): number => Math.abs(1200 * Math.log2(a / b));

/** A sawtooth gliding up three octaves from 100 Hz in 4 s. */
const chirpHz = (sec: number): number => 100 * 2 ** ((3 * sec) / 4);
function chirp(): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: 4 * 16_000 }, (_, i) => {
    phase += chirpHz(i / 16_000) / 16_000;
    return 0.3 * (2 * (phase % 1) - 1);
  });
}

describe('SwiftF0', () => {
  it.each(Object.entries(golden))('gives the reference values of %s', async (name, wanted) => {
    const { samples } = readMonoWave(`${models}/speaker-encoder/${name}.wav`);
    const pitch = await networkPitch(sourceOf(samples, 16_000), runModel, ignore);
    expect(pitch.f0Hz).toHaveLength(wanted.pitch_hz.length);
    wanted.pitch_hz.forEach((hz, frame) => expect(cents(pitch.f0Hz[frame] ?? 0, hz)).toBeLessThan(0.1));
    wanted.confidence.forEach((value, frame) =>
      expect(Math.abs((pitch.confidence[frame] ?? 0) - value)).toBeLessThan(1e-4),
    );
  });

  it('gives a long recording in windows the very values it gives it whole', async () => {
    const { samples } = readMonoWave('tests/fixtures/audio/austen-0870.wav');
    const long = new Float32Array(5.3 * samples.length);
    for (let i = 0; i < long.length; i++) long[i] = samples[i % samples.length] ?? 0;
    const pieces: number[] = [];
    const source = sourceOf(long, 16_000);
    const read = (start: number, count: number): Float32Array => {
      pieces.push(count);
      return source.read(start, count);
    };
    const windowed = await networkPitch({ sampleCount: long.length, read }, runModel, ignore);
    const whole = await runModel('swift-f0', {
      audio: { data: long, dims: [1, long.length] },
      fmin: { data: Float32Array.of(46.875), dims: [] },
      fmax: { data: Float32Array.of(2093.75), dims: [] },
    });
    expect(pieces.length, 'the recording is long enough to need windows').toBeGreaterThan(2);
    expect(Math.max(...pieces), 'no read is longer than 17 s').toBeLessThan(17 * 16_000);
    const wholeHz = Float64Array.from(whole['pitch']?.data ?? []);
    const wholeConfidence = Float32Array.from(whole['confidence']?.data ?? []);
    expect(windowed.f0Hz).toHaveLength(wholeHz.length);
    // Bit-equal where this was measured; the last bits may differ where ONNX Runtime picks other kernels.
    wholeHz.forEach((hz, frame) => expect(cents(windowed.f0Hz[frame] ?? 0, hz)).toBeLessThan(0.01));
    wholeConfidence.forEach((value, frame) => expect(windowed.confidence[frame]).toBeCloseTo(value, 5));
  });

  it('puts pitch on the 5 ms grid without lag', async () => {
    const samples = chirp();
    const frameCount = frameCountOf(samples.length, 16_000);
    const pitch = await swiftF0.extract(sourceOf(samples, 16_000), frameCount, runModel, ignore);
    expect(pitch.f0Hz).toHaveLength(frameCount);
    // A lag of one 16 ms frame would be 14 cents everywhere.
    const errors = Array.from(
      { length: 700 },
      (_, i) => 1200 * Math.log2(pitch.f0Hz[i + 50] / chirpHz((i + 50) * 0.005)),
    );
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(5);
  });

  it('takes what is shorter than one network frame', async () => {
    const pitch = await swiftF0.extract(sourceOf(new Float32Array(100), 16_000), 2, runModel, ignore);
    expect(pitch.f0Hz).toHaveLength(2);
  });
});

describe('the 5 ms grid', () => {
  it('joins near neighbours log-linearly and never invents a pitch between far ones', () => {
    const { f0Hz } = toFrameGrid({ f0Hz: Float64Array.of(200, 220, 900), confidence: Float32Array.of(1, 1, 0.1) }, 8);
    expect(f0Hz[1]).toBeCloseTo(200 * 1.1 ** (5 / 16), 6);
    expect([220, 900]).toContain(f0Hz[5]);
    expect(f0Hz[5], 'the surer neighbour holds').toBe(220);
    expect(f0Hz[7], 'the last value holds to the end').toBe(900);
  });
});
