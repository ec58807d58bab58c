/**
 * Chance that repeats: the value at (seed, stream, index) is a hash, so it depends on nothing that was drawn before and
 * any stretch of a performance comes out the same however it is cut.
 */
function uniformAt(seed: number, stream: number, index: number): number {
  let hash =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(stream + 1, 0xc2b2ae35) ^ Math.imul(index + 1, 0x27d4eb2f);
  for (const multiplier of [0x7feb352d, 0x846ca68b, 0x7feb352d]) {
    hash = Math.imul(hash ^ (hash >>> 15), multiplier);
  }
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Normally distributed, mean 0, deviation 1 (Box and Muller), within ±4. */
export function gaussianAt(seed: number, stream: number, index: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformAt(seed, 2 * stream, index)));
  return Math.min(4, radius) * Math.cos(2 * Math.PI * uniformAt(seed, 2 * stream + 1, index));
}

/** Slow drift: Gaussian knots every `knotSec`, joined by cosines. Deviation about 0.85. */
export function driftAt(seed: number, stream: number, timeSec: number, knotSec: number): number {
  const position = timeSec / knotSec;
  const knot = Math.floor(position);
  const part = 0.5 - 0.5 * Math.cos(Math.PI * (position - knot));
  return (1 - part) * gaussianAt(seed, stream, knot) + part * gaussianAt(seed, stream, knot + 1);
}
