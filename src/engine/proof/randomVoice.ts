import { floatToHalf, halfToFloat } from '../dsp/float16.ts';
import type { SynthesizerVoice } from '../rvc/synthesizer/types.ts';
import type { Weight, Weights } from '../weights/types.ts';

/*
 * A voice of random weights under the real names and in the real sizes (27.6 million numbers for v2 at 40 kHz), for
 * measuring time and memory. It says nothing, but every layer keeps its level, so no number leaves the usual range.
 */
export type VoiceSize = {
  readonly featureWidth: 256 | 768;
  readonly sampleRate: number;
  readonly upsampleRates: readonly number[];
  readonly upsampleKernels: readonly number[];
  readonly hiddenChannels: number;
  readonly interChannels: number;
  readonly filterChannels: number;
  readonly headCount: number;
  readonly layerCount: number;
  readonly kernelSize: number;
  readonly upsampleInitialChannels: number;
  readonly ginChannels: number;
  readonly speakerCount: number;
  readonly hasPitch: boolean;
};

export const v2At40kHz: VoiceSize = {
  featureWidth: 768,
  sampleRate: 40_000,
  upsampleRates: [10, 10, 2, 2],
  upsampleKernels: [16, 16, 4, 4],
  hiddenChannels: 192,
  interChannels: 192,
  filterChannels: 768,
  headCount: 2,
  layerCount: 6,
  kernelSize: 3,
  upsampleInitialChannels: 512,
  ginChannels: 256,
  speakerCount: 109,
  hasPitch: true,
};

const resblockKernels = [3, 7, 11];
const resblockDilations = [
  [1, 3, 5],
  [1, 3, 5],
  [1, 3, 5],
];
const relativePositions = 21;

export function fullSizeVoice(size: VoiceSize = v2At40kHz): SynthesizerVoice {
  return { ...size, weights: randomWeights(size), vocoder: 'hifi-gan', resblockKernels, resblockDilations };
}

/** Every tensor of a voice file, in half precision, weight-normed under the older names. */
export function randomWeights(size: VoiceSize): Weights {
  const weights = new Map<string, Weight>();
  const add = (name: string, dims: readonly number[], deviation: number, mean = 0) => {
    weights.set(name, randomWeight({ name, dims, deviation, mean }));
  };
  const layer = (name: string, dims: readonly number[], gain = 1) => {
    const [outputs, ...inner] = dims;
    add(`${name}.weight`, dims, gain / Math.sqrt(product(inner)));
    add(`${name}.bias`, [outputs ?? 1], 0.01);
  };
  const normed = (name: string, dims: readonly number[], { gain = 1, outputs = dims[0] ?? 1 } = {}) => {
    const [rows = 1, ...inner] = dims;
    add(`${name}.weight_g`, [rows, ...inner.map(() => 1)], 0.01 * gain, gain);
    add(`${name}.weight_v`, dims, 1 / Math.sqrt(product(inner)));
    add(`${name}.bias`, [outputs], 0.01);
  };
  textEncoderWeights(size, add, layer);
  flowWeights(size, layer, normed);
  decoderWeights(size, add, layer, normed);
  add('emb_g.weight', [size.speakerCount, size.ginChannels], 1);
  return weights;
}

type Add = (name: string, dims: readonly number[], deviation: number, mean?: number) => void;
type Layer = (name: string, dims: readonly number[], gain?: number) => void;
type Normed = (name: string, dims: readonly number[], options?: { gain?: number; outputs?: number }) => void;

function textEncoderWeights(size: VoiceSize, add: Add, layer: Layer): void {
  const { hiddenChannels: hidden, filterChannels: filter, kernelSize, headCount } = size;
  layer('enc_p.emb_phone', [hidden, size.featureWidth], 0.1);
  if (size.hasPitch) add('enc_p.emb_pitch.weight', [256, hidden], 0.05);
  for (let i = 0; i < size.layerCount; i++) {
    const attention = `enc_p.encoder.attn_layers.${String(i)}`;
    for (const part of ['q', 'k', 'v', 'o']) layer(`${attention}.conv_${part}`, [hidden, hidden, 1]);
    for (const part of ['k', 'v']) add(`${attention}.emb_rel_${part}`, [1, relativePositions, hidden / headCount], 0.1);
    for (const norm of ['norm_layers_1', 'norm_layers_2']) {
      add(`enc_p.encoder.${norm}.${String(i)}.gamma`, [hidden], 0.02, 1);
      add(`enc_p.encoder.${norm}.${String(i)}.beta`, [hidden], 0.02);
    }
    layer(`enc_p.encoder.ffn_layers.${String(i)}.conv_1`, [filter, hidden, kernelSize]);
    layer(`enc_p.encoder.ffn_layers.${String(i)}.conv_2`, [hidden, filter, kernelSize]);
  }
  layer('enc_p.proj', [2 * size.interChannels, hidden, 1], 0.5);
}

function flowWeights(size: VoiceSize, layer: Layer, normed: Normed): void {
  const { hiddenChannels: hidden, interChannels: inter, ginChannels } = size;
  for (const j of [0, 2, 4, 6]) {
    const name = `flow.flows.${String(j)}`;
    layer(`${name}.pre`, [hidden, inter / 2, 1]);
    normed(`${name}.enc.cond_layer`, [2 * hidden * 3, ginChannels, 1], { gain: 0.3 });
    for (let i = 0; i < 3; i++) {
      normed(`${name}.enc.in_layers.${String(i)}`, [2 * hidden, hidden, 5]);
      normed(`${name}.enc.res_skip_layers.${String(i)}`, [i < 2 ? 2 * hidden : hidden, hidden, 1]);
    }
    layer(`${name}.post`, [inter / 2, hidden, 1], 0.2);
  }
}

function decoderWeights(size: VoiceSize, add: Add, layer: Layer, normed: Normed): void {
  const { upsampleInitialChannels: initial, upsampleRates } = size;
  layer('dec.conv_pre', [initial, size.interChannels, 7]);
  layer('dec.cond', [initial, size.ginChannels, 1], 0.3);
  if (size.hasPitch) {
    add('dec.m_source.l_linear.weight', [1, 1], 0.1, 1);
    add('dec.m_source.l_linear.bias', [1], 0.01);
  }
  upsampleRates.forEach((rate, stage) => {
    const channels = initial / 2 ** (stage + 1);
    // A kernel twice as long as its stride meets two inputs per output.
    normed(`dec.ups.${String(stage)}`, [2 * channels, channels, size.upsampleKernels[stage] ?? 2 * rate], {
      gain: 1.4,
      outputs: channels,
    });
    const stride = product(upsampleRates.slice(stage + 1));
    if (size.hasPitch) layer(`dec.noise_convs.${String(stage)}`, [channels, 1, stride > 1 ? 2 * stride : 1], 0.5);
    resblockKernels.forEach((kernel, block) => {
      for (const part of ['convs1', 'convs2']) {
        for (let c = 0; c < 3; c++) {
          const name = `dec.resblocks.${String(stage * resblockKernels.length + block)}.${part}.${String(c)}`;
          normed(name, [channels, channels, kernel], { gain: 0.6 });
        }
      }
    });
  });
  const last = initial / 2 ** upsampleRates.length;
  add('dec.conv_post.weight', [1, last, 7], 0.3 / Math.sqrt(last * 7));
}

type Randomness = {
  readonly name: string;
  readonly dims: readonly number[];
  readonly deviation: number;
  readonly mean: number;
};

/** Evenly distributed numbers that depend on the name alone. */
function randomWeight({ name, dims, deviation, mean }: Randomness): Weight {
  const readHalves = () => {
    const values = new Float32Array(product(dims));
    const width = (2 * Math.sqrt(3) * deviation) / 2 ** 32;
    let state = [...name].reduce(
      (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193),
      0x811c9dc5,
    );
    for (let i = 0; i < values.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      values[i] = mean + (state - 2 ** 31) * width;
    }
    return Uint16Array.from(floatToHalf(values));
  };
  return {
    name,
    type: 'float16',
    dims,
    readHalves,
    readFloats: () => Float32Array.from(halfToFloat(readHalves())),
  };
}

function product(dims: readonly number[]): number {
  return dims.reduce((result, dim) => result * dim, 1);
}
