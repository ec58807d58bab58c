import { searchIndex } from '../voiceFiles/retrievalIndex/search.ts';
import type { Neighbours, RetrievalIndex } from '../voiceFiles/retrievalIndex/types.ts';
import type { FeatureRows } from './types.ts';

export type RetrievalOptions = {
  /** How far features move towards what the voice's training held: 0 not at all, 1 all the way. */
  readonly ratio: number;
  /** Stored vectors that are averaged per frame; the original takes 8. */
  readonly neighbourCount: number;
};

/**
 * Moves every frame towards its nearest neighbours in the voice's index. A frame whose probed lists are empty stays as it
 * is, where the original makes NaN of it.
 *
 * @throws AppError VOICE_FILE_DAMAGED when a list that is read for it turns out to be
 */
export function blendFeatures(features: FeatureRows, index: RetrievalIndex, options: RetrievalOptions): FeatureRows {
  const { values, width } = features;
  const blended = values.slice();
  if (options.ratio === 0) return { values: blended, width };
  for (let start = 0; start < values.length; start += width) {
    const retrieved = retrieve(
      searchIndex(index, values.subarray(start, start + width), options.neighbourCount),
      width,
    );
    if (retrieved === null) continue;
    for (let i = 0; i < width; i++) {
      blended[start + i] = options.ratio * retrieved[i] + (1 - options.ratio) * values[start + i];
    }
  }
  return { values: blended, width };
}

/**
 * The mean of the neighbours, weighted by (1 / squared distance)²; null for none. An exact hit is returned whole: its
 * weight would be infinite, as it is in the original. Weights are taken in parts of the nearest one's, so none overflows
 * however near it is.
 */
export function retrieve({ count, squaredDistances, vectors }: Neighbours, width: number): Float64Array | null {
  if (count === 0) return null;
  if (squaredDistances[0] === 0) return Float64Array.from(vectors.subarray(0, width));
  const mean = new Float64Array(width);
  let total = 0;
  for (let slot = 0; slot < count; slot++) {
    const weight = (squaredDistances[0] / squaredDistances[slot]) ** 2;
    total += weight;
    for (let i = 0; i < width; i++) mean[i] += weight * vectors[slot * width + i];
  }
  for (let i = 0; i < width; i++) mean[i] /= total;
  return mean;
}
