/** Uniform 0 (included) … 1 (excluded) from a counter: integer hash with good avalanche ("lowbias32", Wellons 2018). */
function uniformAt(seed: number, counter: number): number {
  let hash = (Math.imul(counter | 0, 0x9e3779b1) ^ seed) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Triangular dither of sample `index`, -1 … 1 steps of the target: the difference of two uniform values, so the error
 * of rounding has constant mean and variance whatever the signal is (Lipshitz, Wannamaker and Vanderkooy 1992).
 */
export function triangularDither(seed: number, index: number): number {
  return uniformAt(seed, 2 * index) - uniformAt(seed ^ 0x5bd1e995, 2 * index + 1);
}

/**
 * Rounds samples -1 … 1 to integers of `bits` with triangular dither; louder samples are clipped.
 * The noise depends on the seed and the sample's place alone, so blocks of any size give the same integers.
 */
export function quantise(samples: Float32Array, bits: 16 | 24, seed: number, startSample: number): Int32Array {
  const fullScale = 2 ** (bits - 1);
  const integers = new Int32Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const value = Math.round(samples[i] * fullScale + triangularDither(seed, startSample + i));
    integers[i] = Math.max(-fullScale, Math.min(fullScale - 1, value));
  }
  return integers;
}
