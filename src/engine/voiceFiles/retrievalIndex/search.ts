import { Smallest, squaredDistance } from './nearest.ts';
import type { Neighbours, RetrievalIndex } from './types.ts';

/**
 * The k stored vectors nearest to a query among the lists that the index says to look into, as faiss searches, but with
 * distances in float64: squares below 1e-19 are kept apart, and a query equal to a stored vector has distance 0.
 * @param query [index.width]
 * @param probeCount lists to look into; what the file says unless given
 * @throws AppError VOICE_FILE_DAMAGED when a list that is read for it turns out to be
 */
export function searchIndex(
  index: RetrievalIndex,
  query: ArrayLike<number>,
  k: number,
  probeCount = index.probeCount,
): Neighbours {
  const { width } = index;
  if (query.length !== width)
    throw new RangeError(`a query of ${String(query.length)} in an index of ${String(width)}`);
  const exact = Float64Array.from(query);
  const smallest = new Smallest(k);
  const ids: number[] = [];
  const found: Float32Array[] = [];
  for (const list of index.nearestLists(exact, probeCount)) {
    for (const block of index.blocksOf(list)) {
      for (let row = 0; row < block.rowCount; row++) {
        const distance = squaredDistance(exact, block.vectors, row * width, smallest.limit);
        if (!(distance < smallest.limit)) continue;
        smallest.offer(distance, ids.length);
        ids.push(block.ids[row]);
        // A view: the block may be let go before the search ends, its memory then lives as long as this does.
        found.push(block.vectors.subarray(row * width, (row + 1) * width));
      }
    }
  }
  const vectors = new Float32Array(k * width);
  const foundIds = new Float64Array(k).fill(-1);
  for (let slot = 0; slot < smallest.count; slot++) {
    foundIds[slot] = ids[smallest.places[slot]];
    vectors.set(found[smallest.places[slot]], slot * width);
  }
  return { count: smallest.count, ids: foundIds, squaredDistances: smallest.distances, vectors };
}
