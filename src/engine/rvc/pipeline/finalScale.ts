const highestPeak = Math.fround(0.99);

/** The factor that brings a signal's highest peak down to 0.99; 1 for one that stays below. */
function peakScale(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return Math.min(1, 1 / Math.fround(peak / highestPeak));
}

/** As the newer community program ends: turned down where it would clip. */
export function limitedPeak(samples: Float32Array): Float32Array<ArrayBuffer> {
  const scale = peakScale(samples);
  return Float32Array.from(samples, (sample) => sample * scale);
}

/**
 * As the original ends: the same in 16 bits, cut towards zero. Quiet signals are multiplied by 32768. Products are rounded
 * to float32 before they are cut, as the original's are, so the same whole numbers come out.
 */
export function sixteenBits(samples: Float32Array): Int16Array<ArrayBuffer> {
  const scale = Math.fround(32_768 * peakScale(samples));
  return Int16Array.from(samples, (sample) => Math.trunc(Math.fround(sample * scale)));
}
