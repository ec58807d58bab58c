import { cepstrumCount } from '../analysis/melCepstra.ts';
import { quantile } from '../dsp/statistics.ts';
import type { Guide } from '../perform/melody/types.ts';
import { throatMatrix } from './throatLength.ts';

/** Cepstra, level and voicing. */
export const featureCount = cepstrumCount + 2;

/** Weights against a deviation of one cepstrum. */
const levelWeight = 2;
const voicingWeight = 1.5;
/** Level counts down to this far under the loud parts; everything below is silence. */
const quietDb = 40;
/** Cepstra of silence say nothing: they fade to the mean over this many dB above quiet. */
const fadeDb = 12;

/** A recording's sound without its speaker and pitch: comparable with another one's of the same words. */
export type AlignmentFeatures = {
  readonly frameCount: number;
  /** [frameCount × featureCount] row-major. */
  readonly rows: Float32Array;
};

/**
 * What two recordings of the same words have in common: mel-cepstra with each one's own mean and deviation taken off (which
 * takes away much of the speaker and the microphone), level under the loud parts, and voicing.
 *
 * @param throatRatio resonances are moved by this factor first, so that long throats compare with short ones
 * @param frameCount no more than the first so many are looked at
 */
export function alignmentFeatures(
  { analysis, tracks }: Pick<Guide, 'analysis' | 'tracks'>,
  { throatRatio, frameCount: wanted }: { readonly throatRatio: number; readonly frameCount: number },
): AlignmentFeatures {
  const frameCount = Math.min(wanted, analysis.frameCount);
  const levelDb = analysis.levelDb.subarray(0, frameCount);
  const { f0Hz } = analysis;
  const loudDb = quantile(levelDb, 0.95);
  const presence = Float32Array.from(levelDb, (db) => clampRatio((db - loudDb + quietDb) / fadeDb));
  const rows = new Float32Array(frameCount * featureCount);
  const heard = tracks.cepstra.subarray(0, frameCount * cepstrumCount);
  const cepstra = throatRatio === 1 ? heard : warpCepstra(heard, throatMatrix(throatRatio));
  for (let i = 0; i < cepstrumCount; i++) {
    const { mean, deviation } = weightedMoments(cepstra, i, presence);
    for (let frame = 0; frame < frameCount; frame++) {
      const value = (cepstra[frame * cepstrumCount + i] - mean) / deviation;
      rows[frame * featureCount + i] = value * presence[frame];
    }
  }
  for (let frame = 0; frame < frameCount; frame++) {
    const row = frame * featureCount + cepstrumCount;
    rows[row] = levelWeight * clampRatio(1 + (levelDb[frame] - loudDb) / quietDb);
    rows[row + 1] = f0Hz[frame] > 0 ? voicingWeight : 0;
  }
  return { frameCount, rows };
}

/** Means of `factor` rows each; the last may be of fewer. */
export function coarser({ frameCount, rows }: AlignmentFeatures, factor: number): AlignmentFeatures {
  const count = Math.ceil(frameCount / factor);
  const coarse = new Float32Array(count * featureCount);
  for (let row = 0; row < count; row++) {
    const from = row * factor;
    const to = Math.min(frameCount, from + factor);
    for (let i = 0; i < featureCount; i++) {
      let sum = 0;
      for (let frame = from; frame < to; frame++) sum += rows[frame * featureCount + i];
      coarse[row * featureCount + i] = sum / (to - from);
    }
  }
  return { frameCount: count, rows: coarse };
}

function warpCepstra(cepstra: Float32Array, matrix: Float64Array): Float32Array {
  const warped = new Float32Array(cepstra.length);
  for (let row = 0; row < cepstra.length; row += cepstrumCount) {
    for (let out = 0; out < cepstrumCount; out++) {
      let sum = 0;
      for (let i = 0; i < cepstrumCount; i++) sum += matrix[out * cepstrumCount + i] * cepstra[row + i];
      warped[row + out] = sum;
    }
  }
  return warped;
}

function weightedMoments(cepstra: Float32Array, index: number, weights: Float32Array) {
  let weight = 0;
  let sum = 0;
  let squares = 0;
  for (let frame = 0; frame < weights.length; frame++) {
    const value = cepstra[frame * cepstrumCount + index];
    weight += weights[frame];
    sum += weights[frame] * value;
    squares += weights[frame] * value * value;
  }
  const mean = weight > 0 ? sum / weight : 0;
  const variance = weight > 0 ? squares / weight - mean * mean : 0;
  return { mean, deviation: Math.sqrt(Math.max(1e-6, variance)) };
}

function clampRatio(ratio: number): number {
  return Math.min(1, Math.max(0, ratio));
}

/** Distance of two rows. */
export function rowDistance(a: AlignmentFeatures, rowOfA: number, b: AlignmentFeatures, rowOfB: number): number {
  const fromA = rowOfA * featureCount;
  const fromB = rowOfB * featureCount;
  let sum = 0;
  for (let i = 0; i < featureCount; i++) sum += (a.rows[fromA + i] - b.rows[fromB + i]) ** 2;
  return Math.sqrt(sum);
}
