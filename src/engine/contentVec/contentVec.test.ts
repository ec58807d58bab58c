import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { readNpy } from '../../../tests/suites/npy.ts';
import { runModel } from '../../../tests/suites/runModel.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { NamedWeights } from '../baseModels/namedWeights.ts';
import { onnxBytes } from '../onnx/writeOnnx.ts';
import { contentVecWeights } from '../proof/randomBaseModels.ts';
import { contentFeatureBlocks, wholeContentFeatures, type FeatureBlock } from './contentFeatures.ts';
import { buildContentVec, type ContentOutput } from './contentVecNetwork.ts';
import { contentFrameCount, networkFrameCount } from './frames.ts';
import { prepareContentVec } from './prepareContentVec.ts';
import { readContentVecWeights } from './readContentVecWeights.ts';
import { measureTaps } from './tapMoments.ts';
import { toFairseqName } from './weightNames.ts';

const rvc = 'tests/fixtures/rvc';
const golden = `${rvc}/contentvec/contentvec_small12`;
const headCount = 4;
const { samples } = readMonoWave(`${golden}/input.wav`);
const folder = mkdtempSync(join(tmpdir(), 'cantado-contentvec-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function network(file: string, output: ContentOutput): { path: string; sha256: string } {
  const path = join(folder, `${file}-${output}.onnx`);
  const source = openByteSource(`${golden}/${file}`);
  writeFileSync(path, onnxBytes(buildContentVec(readContentVecWeights(source, byteTools), { output, headCount })));
  source.close();
  return { path, sha256: path };
}

function largestDifference(found: Float32Array, wanted: ArrayLike<number>): number {
  expect(found).toHaveLength(wanted.length);
  return found.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (wanted[i] ?? NaN))), 0);
}

describe('ContentVec against the original', () => {
  it.each([
    ['hubert_base.pt', 'layer12', 'fairseq_last_hidden_state'],
    ['hubert_base.pt', 'layer9-projected', 'fairseq_layer9_final_proj'],
    ['model.safetensors', 'layer12', 'last_hidden_state'],
    ['model.safetensors', 'layer9-projected', 'layer9_final_proj'],
  ] as const)('computes of %s the same features: %s', async (file, output, array) => {
    const wanted = readNpy(`${golden}/${array}.npy`);
    const { features, width } = await wholeContentFeatures(samples, runModel, network(file, output));
    expect(width).toBe(wanted.shape.at(-1));
    expect(largestDifference(features, wanted.data)).toBeLessThan(1e-4);
  });

  it.each([
    [400, 1],
    [719, 1],
    [720, 2],
    [15999, 49],
  ])('gives for %i samples %i frames', async (sampleCount, frameCount) => {
    const { features, width } = await wholeContentFeatures(
      samples.slice(0, sampleCount),
      runModel,
      network('model.safetensors', 'layer12'),
    );
    expect(features.length / width).toBe(frameCount);
    expect(networkFrameCount(sampleCount)).toBe(frameCount);
  });
});

/** The recording said over and over, at changing levels and with a pause. */
function longRecording(durationSec: number): Float32Array {
  const speech = readMonoWave('tests/fixtures/audio/austen-0870.wav').samples;
  return Float32Array.from({ length: durationSec * 16_000 }, (_, i) => {
    const round = Math.floor(i / speech.length);
    return round === 2 ? 0 : (speech[i % speech.length] ?? 0) / (1 + (round % 3));
  });
}

async function blocksOf(
  wave: Float32Array,
  model: { path: string; sha256: string },
  fromFrame = 0,
): Promise<FeatureBlock[]> {
  const blocks: FeatureBlock[] = [];
  const settings = { signal: sourceOf(wave, 16_000), runModel, model, fromFrame };
  for await (const block of contentFeatureBlocks(settings)) blocks.push(block);
  return blocks;
}

function joined(blocks: readonly FeatureBlock[]): Float32Array {
  return Float32Array.from(blocks.flatMap(({ features }) => Array.from(features)));
}

/** Random weights; without attention nothing in the network reaches farther than its convolutions. */
function withoutAttention(): { path: string; sha256: string } {
  const weights = contentVecWeights({ hidden: 48, layerCount: 1, inner: 64, channels: 16 });
  const silent = [...weights].map(([name, weight]) => {
    const zeros = () => weight.readFloats().fill(0);
    const isOut = name.includes('out_proj.weight');
    return [name, isOut ? { ...weight, type: 'float32' as const, readFloats: zeros } : weight] as const;
  });
  const path = join(folder, 'without-attention.onnx');
  const options = { output: 'layer12', headCount } as const;
  writeFileSync(path, onnxBytes(buildContentVec(new NamedWeights(new Map(silent), 'random'), options)));
  return { path, sha256: path };
}

describe('content features of a whole recording', () => {
  const long = longRecording(41.23);
  const model = network('model.safetensors', 'layer9-projected');

  it('cover every sample, in blocks that follow each other', async () => {
    const blocks = await blocksOf(long, model);
    expect(blocks.length).toBeGreaterThan(2);
    let next = 0;
    for (const { start, width, features } of blocks) {
      expect(start).toBe(next);
      next += features.length / width;
    }
    expect(next).toBe(Math.ceil(long.length / 320));
  });

  it('are the same bits wherever reading starts', async () => {
    const all = await blocksOf(long, model);
    for (const wanted of all) {
      const [first] = await blocksOf(long, model, wanted.start + 1);
      expect(first).toEqual(wanted);
    }
    expect(await blocksOf(long, model, contentFrameCount(long.length))).toEqual([]);
  });

  it('are those of the network over the whole, as far as it is not attention that looks around', async () => {
    const local = withoutAttention();
    const padded = new Float32Array((contentFrameCount(long.length) - 1) * 320 + 400);
    padded.set(long);
    const whole = await wholeContentFeatures(padded, runModel, local);
    expect(largestDifference(joined(await blocksOf(long, local)), whole.features)).toBeLessThan(1e-4);
  });

  it('change at a border between windows no more than anywhere else', async () => {
    const blocks = await blocksOf(long, model);
    const features = joined(blocks);
    const width = blocks[0]?.width ?? 0;
    const step = (frame: number): number => {
      let sum = 0;
      for (let i = frame * width; i < (frame + 1) * width; i++)
        sum += ((features[i] ?? 0) - (features[i - width] ?? 0)) ** 2;
      return Math.sqrt(sum);
    };
    const steps = Array.from({ length: features.length / width - 1 }, (_, i) => step(i + 1)).sort((a, b) => a - b);
    const ordinary = steps[Math.floor(0.95 * steps.length)] ?? 0;
    for (const { start } of blocks.slice(1)) {
      for (let frame = start; frame < start + 24; frame++) expect(step(frame)).toBeLessThan(1.5 * ordinary);
    }
  });

  it.each([0, 1, 319, 320, 321, 400])('are there for a recording of %i samples', async (sampleCount) => {
    const features = joined(await blocksOf(samples.slice(0, sampleCount), model));
    expect(features).toHaveLength(256 * Math.max(1, Math.ceil(sampleCount / 320)));
    expect(features.every(Number.isFinite)).toBe(true);
  });
});

describe('moments under the taps', () => {
  it('give every filter its mean and its spread', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 400 }),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
        async (wave, filter) => {
          const signal = Float32Array.from(wave);
          const { mean, root } = await measureTaps(sourceOf(signal, 16_000), signal.length);
          const outputs: number[] = [];
          for (let at = 0; at + 10 <= signal.length; at += 5) {
            outputs.push(filter.reduce((sum, gain, tap) => sum + gain * (signal[at + tap] ?? 0), 0));
          }
          const average = outputs.reduce((sum, value) => sum + value, 0) / outputs.length;
          const variance = outputs.reduce((sum, value) => sum + (value - average) ** 2, 0) / outputs.length;
          const columns = Array.from({ length: 10 }, (_, column) =>
            filter.reduce((sum, gain, tap) => sum + gain * (root[tap * 10 + column] ?? 0), 0),
          );
          expect(filter.reduce((sum, gain, tap) => sum + gain * (mean[tap] ?? 0), 0)).toBeCloseTo(average, 5);
          expect(columns.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(variance, 5);
        },
      ),
    );
  });

  it('of silence are 0', async () => {
    const { mean, root } = await measureTaps(sourceOf(new Float32Array(800), 16_000), 800);
    expect([...mean, ...root].every((value) => value === 0)).toBe(true);
  });
});

describe('files that are to be ContentVec', () => {
  it.each([
    ['hubert.encoder.layers.3.attention.q_proj.weight', 'encoder.layers.3.self_attn.q_proj.weight'],
    ['model.encoder.pos_conv_embed.conv.parametrizations.weight.original0', 'encoder.pos_conv.0.weight_g'],
    ['encoder.pos_conv_embed.conv.weight_v', 'encoder.pos_conv.0.weight_v'],
    ['feature_extractor.conv_layers.0.layer_norm.bias', 'feature_extractor.conv_layers.0.2.bias'],
    ['encoder.layers.11.layer_norm.weight', 'encoder.layers.11.self_attn_layer_norm.weight'],
    ['encoder.layers.11.final_layer_norm.weight', 'encoder.layers.11.final_layer_norm.weight'],
    ['encoder.layers.0.fc1.bias', 'encoder.layers.0.fc1.bias'],
  ])('may call it %s', (foreign, name) => {
    expect(toFairseqName(foreign)).toBe(name);
  });

  it('give the networks whose features are as wide as voices want them', () => {
    const source = openByteSource(`${golden}/hubert_base.pt`);
    expect(prepareContentVec(source, byteTools, headCount).map(({ file }) => file)).toEqual(['layer9-projected.onnx']);
    source.close();
  });

  it('are refused when they are something else', () => {
    for (const path of [`${rvc}/broken/good.pth`, `${rvc}/rmvpe/rmvpe_small/rmvpe.pt`]) {
      const source = openByteSource(path);
      expect(() => prepareContentVec(source, byteTools)).toThrow('BASE_MODEL_WRONG_FILE');
      source.close();
    }
  });

  it('are refused when they are of a larger relative, whose convolutions are others', () => {
    const weights = contentVecWeights({ hidden: 48, layerCount: 1, inner: 64, channels: 16 });
    const bias = weights.get('layer_norm.bias');
    if (!bias) throw new Error('no bias');
    for (const part of ['0.0.bias', '1.2.weight', '7.0.weight']) {
      const relative = new Map(weights).set(`feature_extractor.conv_layers.${part}`, bias);
      expect(() => buildContentVec(new NamedWeights(relative, 'x.pt'), { output: 'layer12', headCount })).toThrow(
        'BASE_MODEL_WRONG_FILE',
      );
    }
  });

  it('are refused when a weight is missing, of another shape or not a number', () => {
    const weights = contentVecWeights({ hidden: 48, layerCount: 1, inner: 64, channels: 16 });
    const write = (changed: ReadonlyMap<string, NonNullable<ReturnType<typeof weights.get>>>) => () =>
      onnxBytes(buildContentVec(new NamedWeights(changed, 'x.pt'), { output: 'layer12', headCount }));
    expect(write(weights)).not.toThrow();
    for (const [name, weight] of weights) {
      if (name === 'mask_emb' || name.startsWith('final_proj')) continue;
      const without = new Map(weights);
      without.delete(name);
      expect(write(without), name).toThrow('BASE_MODEL_WRONG_FILE');
      const dims = [...weight.dims, 2];
      expect(write(new Map(weights).set(name, { ...weight, dims })), name).toThrow('BASE_MODEL_WRONG_FILE');
      const readHalves = () => weight.readHalves()?.fill(0x7e00, 0, 1) ?? null;
      const readFloats = () => weight.readFloats().fill(NaN, 0, 1);
      expect(write(new Map(weights).set(name, { ...weight, readHalves, readFloats })), name).toThrow(
        'BASE_MODEL_WRONG_FILE',
      );
    }
  });
});
