/** Rows of one list that lie next to each other in the file. */
export type ListBlock = {
  /** Rows that come before this block in its list. */
  readonly firstRow: number;
  readonly rowCount: number;
  /** [rowCount] whole numbers, 0 … vectorCount-1 */
  readonly ids: Float64Array;
  /** [rowCount, width] */
  readonly vectors: Float32Array<ArrayBuffer>;
};

/** The nearest stored vectors of a query, nearest first. Slots from `count` on hold id -1, distance Infinity and zeros. */
export type Neighbours = {
  /** How many were found: fewer than asked for when the probed lists hold fewer, 0 when they are empty. */
  readonly count: number;
  /** [k] */
  readonly ids: Float64Array;
  /** [k] squared Euclidean distances, in float64 */
  readonly squaredDistances: Float64Array;
  /** [k, width] */
  readonly vectors: Float32Array<ArrayBuffer>;
};

/** The inverted-file index that comes with a voice: all features of its training, grouped into lists by their nearest centre. */
export type RetrievalIndex = {
  /** Values of a feature: 256 (v1) or 768 (v2). */
  readonly width: number;
  readonly vectorCount: number;
  readonly listCount: number;
  /** Lists that a search looks into, from the file, 1 … listCount. */
  readonly probeCount: number;
  /** [listCount] */
  readonly listSizes: Float64Array;
  /** Bytes held at once so far at the most: centres, sizes and the kept blocks of lists. */
  readonly peakBytes: number;
  /**
   * The `count` lists whose centres are nearest to the query, nearest first; of equal ones the first in the file.
   * @param query [width]
   */
  nearestLists(query: ArrayLike<number>, count: number): Int32Array;
  /**
   * The blocks of a list in the order of the file. Read when asked for; the most recently used stay in memory.
   * @throws AppError VOICE_FILE_DAMAGED for an id outside the index or a value that is no number
   */
  blocksOf(list: number): Iterable<ListBlock>;
};
