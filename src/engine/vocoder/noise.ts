/*
 * Counter-based noise (after Salmon et al. 2011): a value is a pure function of the seed and of where
 * it belongs, so a render that starts anywhere draws the same noise, and there is no state to keep.
 */

/** Two rounds of multiply and shift that spread every input bit over the word (Wellons' lowbias32). */
function mix(value: number): number {
  let word = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return word ^ (word >>> 15);
}

/** Key of one stream, e.g. of a pulse: 32 bits from seed and ordinal. Ordinals beyond 2³² wrap. */
export function noiseKey(seed: number, ordinal: number): number {
  return mix(mix(seed ^ 0x9e3779b9) + Math.imul(ordinal, 0x85ebca6b));
}

/**
 * Writes samples 0 … count - 1 of a stream: independent, Gaussian, mean 0, variance 1 (Box and Muller 1958).
 * @param key from noiseKey
 * @param out at least `count` long
 */
export function fillGaussian(key: number, count: number, out: Float64Array): void {
  for (let k = 0; k < count; k += 2) {
    // A second key by position: plain counters of neighbouring streams could meet.
    const uniform = (mix(key + Math.imul(k, 0x9e3779b1)) >>> 0) + 0.5;
    const turn = mix(Math.imul(key, 0xc2b2ae35) ^ mix(k + 1)) >>> 0;
    const radius = Math.sqrt(-2 * Math.log(uniform * 2 ** -32));
    const angle = turn * ((2 * Math.PI) / 2 ** 32);
    out[k] = radius * Math.cos(angle);
    if (k + 1 < count) out[k + 1] = radius * Math.sin(angle);
  }
}
