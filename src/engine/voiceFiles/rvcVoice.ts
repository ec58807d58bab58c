import type { Allowance } from '../bytes/allowance.ts';
import { damagedFile, notAVoice, unsupportedFile } from '../bytes/refusals.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { weightsOf } from '../checkpoint/readCheckpoint.ts';
import { isMap, type CheckpointMap } from '../checkpoint/types.ts';
import type { Weight, Weights, WeightType } from '../weights/types.ts';
import { checkNumbers, checkShapes } from './checkWeights.ts';
import { readVoiceCheckpoint } from './identify.ts';
import { readConfig } from './rvcConfig.ts';
import { plainText, readInfo, readText } from './rvcInfo.ts';
import { expectedWeights } from './rvcShapes.ts';
import type { RvcVoiceFile, Vocoder } from './types.ts';

/** Content features by version. */
const contentWidths = { v1: 256, v2: 768 } as const;
const vocoderNames: Readonly<Record<string, Vocoder>> = { 'HiFi-GAN': 'hifi-gan', 'MRF HiFi-GAN': 'mrf-hifi-gan' };
/** Only training needs the posterior encoder. */
const TRAINING_PREFIX = 'enc_q.';
/** Training on several cards leaves its mark before every name. */
const PARALLEL_PREFIX = 'module.';

/**
 * Reads a voice and proves it complete: sizes agree with the weights, none is missing, all numbers are finite, checksums
 * match. The weights decide where they and the description differ, as people rename and merge voices.
 *
 * @throws AppError NOT_A_VOICE, VOICE_FILE_DAMAGED, VOICE_FILE_UNSAFE, VOICE_UNSUPPORTED
 */
export function readRvcVoice(source: ByteSource, tools: ByteTools, allowance?: Allowance): RvcVoiceFile {
  const file = source.name;
  const { root } = readVoiceCheckpoint(source, tools, allowance);
  if (!isMap(root)) throw notAVoice(file, 'unknown');
  const weights = voiceWeights(weightsOf(root.get('weight')));
  if (weights.size === 0) throw damagedFile(file, 'missing-weights', 'weight');
  const vocoder = vocoderOf(file, root, weights);
  const sizes = readConfig(file, root.get('config'));
  const version = versionOf(file, root, weights);
  const hasPitch = weights.has('enc_p.emb_pitch.weight') || weights.has('dec.m_source.l_linear.weight');
  checkShapes(file, weights, expectedWeights({ ...sizes, vocoder, hasPitch, contentWidth: contentWidths[version] }));
  checkNumbers(file, weights);
  return {
    ...sizes,
    weights,
    version,
    hasPitch,
    vocoder,
    speakerCount: weights.get('emb_g.weight')?.dims[0] ?? 0,
    embedderModel: readText(root.get('embedder_model')),
    info: readInfo(root),
    storedType: mostlyOf(weights),
  };
}

function voiceWeights(found: Weights): Weights {
  const isParallel = [...found.keys()].every((name) => name.startsWith(PARALLEL_PREFIX));
  const named = [...found].map(([name, weight]): [string, Weight] => [
    isParallel ? name.slice(PARALLEL_PREFIX.length) : name,
    weight,
  ]);
  return new Map(named.filter(([name]) => !name.startsWith(TRAINING_PREFIX)));
}

function vocoderOf(file: string, root: CheckpointMap, weights: Weights): Vocoder {
  const name = readText(root.get('vocoder'));
  if (name !== null && !Object.hasOwn(vocoderNames, name)) throw unsupportedFile(file, 'vocoder', name);
  // The weights tell, also in a file that lost its name.
  if (weights.has('dec.mrfs.0.0.layers.0.conv1.bias')) return 'mrf-hifi-gan';
  const isRefineGan = [...weights.keys()].some((key) => key.startsWith('dec.upsample_conv_blocks.'));
  if (isRefineGan) throw unsupportedFile(file, 'vocoder', 'RefineGAN');
  return name === null ? 'hifi-gan' : vocoderNames[name];
}

function versionOf(file: string, root: CheckpointMap, weights: Weights): 'v1' | 'v2' {
  const stated = root.get('version');
  if (stated !== undefined && stated !== null && stated !== 'v1' && stated !== 'v2') {
    throw damagedFile(file, 'version', plainText(stated));
  }
  const table = weights.get('enc_p.emb_phone.weight');
  if (table === undefined) throw damagedFile(file, 'missing-weights', 'enc_p.emb_phone.weight');
  const width = table.dims[1];
  if (width !== contentWidths.v1 && width !== contentWidths.v2) throw damagedFile(file, 'shape', table.name);
  return width === contentWidths.v1 ? 'v1' : 'v2';
}

function mostlyOf(weights: Weights): WeightType {
  const counts = new Map<WeightType, number>();
  for (const { type, dims } of weights.values()) {
    counts.set(type, (counts.get(type) ?? 0) + dims.reduce((product, size) => product * size, 1));
  }
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
