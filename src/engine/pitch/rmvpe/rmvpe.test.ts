import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sourceOf } from '../../../../tests/suites/dspGoldens.ts';
import { readNpy } from '../../../../tests/suites/npy.ts';
import { runModel } from '../../../../tests/suites/runModel.ts';
import { readMonoWave } from '../../../../tests/suites/wav.ts';
import { byteTools } from '../../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../../adapters/voices/openByteSource.ts';
import { NamedWeights } from '../../baseModels/namedWeights.ts';
import type { RunModel } from '../../models/types.ts';
import { onnxBytes } from '../../onnx/writeOnnx.ts';
import { rmvpeWeights } from '../../proof/randomBaseModels.ts';
import { frameCountOf } from '../../analysis/frames.ts';
import { decideVoicing } from '../voicing.ts';
import { decodeSalience, voicedSalience } from './decodeSalience.ts';
import { melBandCount, melFrames, rmvpeFrameCount } from './melFrames.ts';
import { prepareRmvpe } from './prepareRmvpe.ts';
import { confidenceOf, rmvpe, rmvpeWindows, toFrameGrid } from './rmvpe.ts';
import { buildRmvpe } from './rmvpeNetwork.ts';
import { rmvpePitch, saliencePitch } from './salienceFrames.ts';

const rvc = 'tests/fixtures/rvc';
const golden = `${rvc}/rmvpe/rmvpe_small`;
const folder = mkdtempSync(join(tmpdir(), 'cantado-rmvpe-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { samples } = readMonoWave(`${golden}/input.wav`);
const signal = sourceOf(samples, 16_000);

/** The network of the golden checkpoint, written to a file. */
function goldenNetwork(): { path: string; sha256: string } {
  const path = join(folder, 'golden.onnx');
  const source = openByteSource(`${golden}/rmvpe.pt`);
  const [network] = prepareRmvpe(source, byteTools);
  if (!network) throw new Error('no network');
  writeFileSync(path, onnxBytes(network.model));
  source.close();
  return { path, sha256: 'golden' };
}
const model = goldenNetwork();

/** A stand-in for the worker, which finds the network by its id. */
const runById: RunModel = (wanted, inputs) => runModel(wanted === 'rmvpe' ? model : wanted, inputs);

function expectNear(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(wanted.length);
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) worst = Math.max(worst, Math.abs((found[i] ?? NaN) - (wanted[i] ?? NaN)));
  expect(worst).toBeLessThan(tolerance);
}

/** [bands × frames], as the originals store it. */
async function transposedMel(wave: Float32Array, frameCount: number): Promise<Float32Array> {
  const rows = new Float32Array(frameCount * melBandCount);
  await melFrames(sourceOf(wave, 16_000), 0, frameCount, rows);
  return rows.map((_, i) => rows[(i % frameCount) * melBandCount + Math.floor(i / frameCount)] ?? NaN);
}

describe('RMVPE against the original', () => {
  it('hears the same mel frames', async () => {
    const frameCount = rmvpeFrameCount(samples.length);
    expectNear(await transposedMel(samples, frameCount), readNpy(`${golden}/mel.npy`).data, 1e-4);
    const vector = Float32Array.from(readNpy(`${rvc}/vectors/mel_in.npy`).data);
    expectNear(await transposedMel(vector, 41), readNpy(`${rvc}/vectors/mel_out.npy`).data, 1e-4);
  });

  it('computes the same salience', async () => {
    const wanted = readNpy(`${golden}/salience.npy`);
    const frameCount = wanted.shape[1] ?? 0;
    const padded = Math.ceil(frameCount / 32) * 32;
    const mel = new Float32Array(padded * melBandCount);
    await melFrames(signal, 0, frameCount, mel);
    const { salience } = await runModel(model, { mel: { data: mel, dims: [1, 1, padded, melBandCount] } });
    expect(salience?.dims).toEqual([1, padded, 360]);
    expectNear(salience?.data.subarray(0, wanted.data.length) ?? [], wanted.data, 1e-4);
  });

  it('finds the same pitch and the same voiced frames', async () => {
    const wanted = readNpy(`${golden}/f0.npy`).data;
    const found = await rmvpePitch({ signal, runModel, model });
    expect(found.length).toBe(wanted.length);
    wanted.forEach((hz, frame) => {
      expect((found[frame] ?? 0) > 0, `voicing of frame ${String(frame)}`).toBe(hz > 0);
      if (hz > 0) expect(Math.abs((found[frame] ?? 0) / hz - 1)).toBeLessThan(1e-4);
    });
  });

  it('reads pitch out of salience at both ends of the range and from nothing', () => {
    const rows = readNpy(`${golden}/decode_salience.npy`).data;
    const wanted = readNpy(`${golden}/decode_f0.npy`).data;
    const { f0Hz, salience } = decodeSalience(rows, wanted.length);
    wanted.forEach((hz, frame) => {
      const isVoiced = (salience[frame] ?? 0) > voicedSalience;
      expect(isVoiced).toBe(hz > 0);
      if (isVoiced) expect(Math.abs((f0Hz[frame] ?? 0) / hz - 1)).toBeLessThan(1e-4);
      else expect(f0Hz[frame]).toBeGreaterThan(0);
    });
  });
});

describe('RMVPE on a whole recording', () => {
  const wave = readMonoWave('tests/fixtures/audio/austen-0870.wav').samples;
  const long = Float32Array.from({ length: 45 * 16_000 }, (_, i) => wave[i % wave.length] ?? 0);

  it('gives in windows what it gives whole, and never reads more than one window', async () => {
    const reads: number[] = [];
    const source = sourceOf(long, 16_000);
    const read = (start: number, count: number): Float32Array => {
      reads.push(count);
      return source.read(start, count);
    };
    const windowed = await saliencePitch({ signal: { sampleCount: long.length, read }, runModel, model }, rmvpeWindows);
    const whole = await saliencePitch({ signal: source, runModel, model }, { frames: Infinity, contextFrames: 0 });
    expect(reads.length).toBeGreaterThan(2);
    expect(Math.max(...reads)).toBeLessThan(21 * 16_000);
    expectNear(windowed.salience, whole.salience, 1e-4);
    whole.f0Hz.forEach((hz, frame) => expect(Math.abs((windowed.f0Hz[frame] ?? 0) / hz - 1)).toBeLessThan(1e-4));
  });

  it('puts its frames on the 5 ms grid, each where it was heard', async () => {
    const frameCount = frameCountOf(samples.length, 16_000);
    const raw = await rmvpePitch({ signal, runModel, model });
    const { f0Hz, confidence } = await rmvpe.extract(signal, frameCount, runById, () => undefined);
    expect(f0Hz).toHaveLength(frameCount);
    raw.forEach((hz, frame) => {
      if (2 * frame >= frameCount) return;
      expect((confidence[2 * frame] ?? 0) >= 0.5, `frame ${String(frame)}`).toBe(hz > 0);
      if (hz > 0) expect(f0Hz[2 * frame]).toBeCloseTo(hz, 6);
    });
  });

  it('takes what is shorter than its window', async () => {
    for (const sampleCount of [0, 1, 2, 100, 600, 1500]) {
      const short = sourceOf(samples.slice(0, sampleCount), 16_000);
      const { f0Hz } = await rmvpe.extract(short, frameCountOf(sampleCount, 16_000), runById, () => undefined);
      expect(f0Hz.every((hz) => hz > 0)).toBe(true);
    }
  });
});

describe('confidence from salience', () => {
  it('lets the threshold of RMVPE decide alone what is voiced', () => {
    const salience = Float32Array.from({ length: 400 }, (_, frame) => (frame % 200 < 100 ? 0.0301 : 0.0299));
    const pitch = toFrameGrid({ f0Hz: new Float64Array(400).fill(200), salience }, 800);
    const f0Hz = decideVoicing(pitch, new Float32Array(800).fill(-20));
    salience.forEach((value, frame) => expect(f0Hz[2 * frame]).toBe(value > voicedSalience ? 200 : 0));
  });

  it('rises with salience from 0 to 1', () => {
    const steps = Array.from({ length: 1001 }, (_, i) => confidenceOf(i / 1000));
    expect([steps[0], steps[1000]]).toEqual([0, 1]);
    for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1] ?? 1);
  });
});

describe('a file that is to be RMVPE', () => {
  it('is refused by what is in it', () => {
    for (const path of [
      `${rvc}/broken/good.pth`,
      `${rvc}/broken/html.pth`,
      `${rvc}/contentvec/contentvec_small12/hubert_base.pt`,
    ]) {
      const source = openByteSource(path);
      expect(() => prepareRmvpe(source, byteTools)).toThrow(/BASE_MODEL_WRONG_FILE|VOICE_FILE_UNSAFE/);
      source.close();
    }
  });

  it('is refused when one of its weights is missing, of another shape or not a number', () => {
    const weights = rmvpeWeights({ channels: 2, blockCount: 1, intermediateCount: 1, hidden: 4 });
    const names = [...weights.keys()];
    for (const name of names) {
      const without = new Map(weights);
      without.delete(name);
      expect(() => onnxBytes(buildRmvpe(new NamedWeights(without, 'x.pt'))), name).toThrow('BASE_MODEL_WRONG_FILE');
      const weight = weights.get(name);
      if (!weight) continue;
      const bad = new Map(weights).set(name, { ...weight, dims: [...weight.dims, 2] });
      expect(() => onnxBytes(buildRmvpe(new NamedWeights(bad, 'x.pt'))), name).toThrow('BASE_MODEL_WRONG_FILE');
      const halves = () => weight.readHalves()?.fill(0x7e00, 0, 1) ?? null;
      const floats = () => weight.readFloats().fill(NaN, 0, 1);
      const spoilt = new Map(weights).set(name, { ...weight, readHalves: halves, readFloats: floats });
      expect(() => onnxBytes(buildRmvpe(new NamedWeights(spoilt, 'x.pt'))), name).toThrow('BASE_MODEL_WRONG_FILE');
    }
  });
});
