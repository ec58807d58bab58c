/** A mono signal of which pieces are read, so that memory stays flat. */
export type PiecewiseSignal = {
  readonly sampleCount: number;
  /** Samples [start, start + count), silent outside the signal. The array may be reused by the next call. */
  read(start: number, count: number): Promise<Float32Array> | Float32Array;
};
