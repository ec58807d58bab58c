import { NamedWeights } from '../baseModels/namedWeights.ts';
import { buildContentVec } from '../contentVec/contentVecNetwork.ts';
import type { ModelInput } from '../models/types.ts';
import type { OnnxModel } from '../onnx/types.ts';
import { buildRmvpe } from '../pitch/rmvpe/rmvpeNetwork.ts';
import { buildDecoder } from '../rvc/synthesizer/decoder.ts';
import { buildEncoder } from '../rvc/synthesizer/encoder.ts';
import { contentVecWeights, rmvpeWeights } from './randomBaseModels.ts';
import { fullSizeVoice, v2At40kHz } from './randomVoice.ts';

export type ProofFamily = 'voice' | 'content' | 'pitch';

/** A network of random weights with something to run it on. */
export type ProofNetwork = {
  readonly name: string;
  readonly family: ProofFamily;
  readonly model: OnnxModel;
  readonly inputs: Readonly<Record<string, ModelInput>>;
};

/** Few, because a device may be a processor that plays a graphics card; RMVPE wants whole groups of 32. */
const frames = 16;
const pitchFrames = 32;
const smallVoice = {
  ...v2At40kHz,
  hiddenChannels: 32,
  interChannels: 16,
  filterChannels: 64,
  layerCount: 2,
  upsampleInitialChannels: 64,
  ginChannels: 16,
  speakerCount: 2,
};

/**
 * A small network of every family with the same operators as the real ones: a device that gives the CPU's numbers for
 * these knows them all.
 */
export function proofNetworks(): ProofNetwork[] {
  const voice = fullSizeVoice(smallVoice);
  const latent = smallVoice.interChannels;
  return [
    {
      name: 'encoder',
      family: 'voice',
      model: buildEncoder(voice),
      inputs: {
        phone: tensor([1, frames, smallVoice.featureWidth], 1),
        pitch: { data: Float32Array.from({ length: frames }, (_, i) => 40 + (i % 60)), dims: [1, frames] },
        noise: tensor([1, latent, frames], 2),
        speaker: { data: Float32Array.of(1), dims: [1] },
      },
    },
    {
      name: 'decoder',
      family: 'voice',
      model: buildDecoder(voice, { canTrim: true }),
      inputs: decoderInputs(latent, frames / 2),
    },
    {
      name: 'content',
      family: 'content',
      model: buildContentVec(
        new NamedWeights(contentVecWeights({ hidden: 64, layerCount: 2, inner: 128, channels: 32 }), 'proof'),
        { output: 'layer12', headCount: 2 },
      ),
      inputs: {
        audio: tensor([1, 8000], 0, 0.3),
        tapMean: { data: new Float32Array(10), dims: [10, 1] },
        tapRoot: { data: identity(10, 0.3), dims: [10, 10] },
      },
    },
    {
      name: 'pitch',
      family: 'pitch',
      model: buildRmvpe(
        new NamedWeights(rmvpeWeights({ channels: 2, blockCount: 1, intermediateCount: 1, hidden: 32 }), 'proof'),
      ),
      inputs: { mel: tensor([1, 1, pitchFrames, 128], 3) },
    },
  ];
}

/** A decoder of real size, to measure speed. */
export function speedNetwork(): Pick<ProofNetwork, 'name' | 'model'> {
  return { name: 'speed', model: buildDecoder(fullSizeVoice(), { canTrim: true }) };
}

/** Frames of 10 ms for speedNetwork to sing. */
export function speedInputs(frameCount: number): ProofNetwork['inputs'] {
  return decoderInputs(v2At40kHz.interChannels, frameCount);
}

function decoderInputs(channels: number, frameCount: number): ProofNetwork['inputs'] {
  return {
    z: tensor([1, channels, frameCount], 4),
    source: tensor([1, 1, frameCount * 400], 5, 0.1),
    speaker: { data: Float32Array.of(0), dims: [1] },
    trim: { data: Float32Array.of(0, 0), dims: [2] },
  };
}

function tensor(dims: readonly number[], seed: number, level = 1): ModelInput {
  const count = dims.reduce((product, dim) => product * dim, 1);
  return { data: noise(seed, count).map((value) => value * level), dims };
}

/** Numbers between -1 and 1 that are the same everywhere. */
function noise(seed: number, count: number): Float32Array<ArrayBuffer> {
  let state = (seed + 1) * 0x9e37_79b1;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

function identity(size: number, value: number): Float32Array {
  const matrix = new Float32Array(size * size);
  for (let i = 0; i < size; i++) matrix[i * size + i] = value;
  return matrix;
}
