/**
 * A signal with `count` samples more on both sides, mirrored at its first and last sample without repeating them; a signal
 * shorter than that is mirrored over and over.
 */
export function mirrored(samples: Float32Array | Float64Array, count: number): Float64Array<ArrayBuffer> {
  const padded = new Float64Array(samples.length + 2 * count);
  padded.set(samples, count);
  for (let i = 0; i < count; i++) {
    padded[i] = samples[mirroredIndex(i - count, samples.length)];
    padded[count + samples.length + i] = samples[mirroredIndex(samples.length + i, samples.length)];
  }
  return padded;
}

function mirroredIndex(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const folded = ((index % period) + period) % period;
  return folded < length ? folded : period - folded;
}
