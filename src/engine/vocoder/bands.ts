/** Distance of the aperiodicity bands' centres, Hz: 3, 6, 9, 12, 15 kHz as far as the rate allows. */
export const bandSpacingHz = 3000;

const highestBandHz = 15_000;
/** Aperiodicity at 0 Hz, the lower end of the interpolation. */
const floorDb = -60;
const lowestRatio = 0.001;

/**
 * Stored in every band of a frame that is noise throughout. Real bands are at most 0 dB, and 0 dB in
 * all of them would still be periodic near 0 Hz.
 */
export const noiseFrameDb = 1;

/** Aperiodicity bands at a sample rate: 1 at 16 kHz, 5 at 48 kHz. */
export function bandCountOf(sampleRate: number): number {
  return Math.floor(Math.min(highestBandHz, sampleRate / 2 - bandSpacingHz) / bandSpacingHz);
}

/** Turns band aperiodicity into a ratio per bin: linear in dB between (0 Hz, -60), the bands and (Nyquist, 0). */
export class BandInterpolator {
  readonly #bandCount: number;
  /** Knot below each bin, and the share of the knot above it. */
  readonly #knot: Uint8Array;
  readonly #mix: Float64Array;

  constructor(sampleRate: number, fftSize: number) {
    this.#bandCount = bandCountOf(sampleRate);
    const binCount = fftSize / 2 + 1;
    this.#knot = new Uint8Array(binCount);
    this.#mix = new Float64Array(binCount);
    for (let bin = 0; bin < binCount; bin++) {
      const frequencyHz = (bin * sampleRate) / fftSize;
      const knot = Math.min(Math.floor(frequencyHz / bandSpacingHz), this.#bandCount);
      const knotHz = knot * bandSpacingHz;
      const nextHz = knot === this.#bandCount ? sampleRate / 2 : knotHz + bandSpacingHz;
      this.#knot[bin] = knot;
      this.#mix[bin] = (frequencyHz - knotHz) / (nextHz - knotHz);
    }
  }

  /**
   * @param bandsDb row-major frames of band knots, dB
   * @param frame row to read
   * @param ratios [fftSize / 2 + 1] amplitude share of noise, 0.001 … 1
   */
  interpolate(bandsDb: Float32Array, frame: number, ratios: Float64Array): void {
    const offset = frame * this.#bandCount;
    if (bandsDb[offset] >= noiseFrameDb) {
      ratios.fill(1);
      return;
    }
    for (let bin = 0; bin < ratios.length; bin++) {
      const knot = this.#knot[bin];
      const below = knot === 0 ? floorDb : bandsDb[offset + knot - 1];
      const above = knot === this.#bandCount ? 0 : bandsDb[offset + knot];
      const ratio = Math.exp((below + this.#mix[bin] * (above - below)) * (Math.LN10 / 20));
      ratios[bin] = ratio < lowestRatio ? lowestRatio : ratio;
    }
  }
}
