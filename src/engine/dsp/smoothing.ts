/**
 * Two operations on one-sided spectra [fftSize / 2 + 1] that CheapTrick and D4C share (Morise 2015,
 * 2016). Float64, no allocation after construction.
 */
export class SpectrumSmoother {
  readonly #halfSize: number;
  readonly #binHz: number;
  /** Running sum over the mirrored spectrum. */
  readonly #cumulative: Float64Array;
  readonly #replica: Float64Array;

  constructor(fftSize: number, sampleRate: number) {
    this.#halfSize = fftSize / 2;
    this.#binHz = sampleRate / fftSize;
    this.#cumulative = new Float64Array(2 * fftSize + 4);
    this.#replica = new Float64Array(fftSize / 2 + 1);
  }

  /**
   * Mean over a box of `widthHz` around each bin, the spectrum mirrored at both ends.
   * @param widthHz above 0, below half the sample rate
   */
  smooth(values: Float64Array, widthHz: number, out: Float64Array): void {
    const halfSize = this.#halfSize;
    const cumulative = this.#cumulative;
    const widthBins = widthHz / this.#binHz;
    const margin = Math.floor(widthBins) + 1;
    let sum = 0;
    for (let i = -margin; i <= halfSize + margin; i++) {
      sum += values[mirrored(i, halfSize)];
      cumulative[i + margin] = sum;
    }
    // Bin i's mass lies in [i - ½, i + ½], so the running sum at i holds everything below i + ½.
    const low = margin - 0.5 - widthBins / 2;
    const high = margin - 0.5 + widthBins / 2;
    const lowIndex = Math.floor(low);
    const lowMix = low - lowIndex;
    const highIndex = Math.floor(high);
    const highMix = high - highIndex;
    const scale = 1 / widthBins;
    for (let bin = 0; bin <= halfSize; bin++) {
      const below = cumulative[bin + lowIndex];
      const above = cumulative[bin + highIndex];
      const belowMass = below + lowMix * (cumulative[bin + lowIndex + 1] - below);
      const aboveMass = above + highMix * (cumulative[bin + highIndex + 1] - above);
      out[bin] = (aboveMass - belowMass) * scale;
    }
  }

  /** Below f0 a window sees half a harmonic: adds the power mirrored at f0 / 2, in place. */
  fixDc(power: Float64Array, f0Hz: number): void {
    const f0Bins = f0Hz / this.#binHz;
    const count = Math.min(1 + Math.floor(f0Bins), this.#halfSize);
    const replica = this.#replica;
    for (let bin = 0; bin < count; bin++) {
      const position = f0Bins - bin;
      const index = Math.floor(position);
      replica[bin] = power[index] + (position - index) * (power[index + 1] - power[index]);
    }
    for (let bin = 0; bin < count; bin++) power[bin] += replica[bin];
  }
}

function mirrored(index: number, last: number): number {
  if (index < 0) return -index;
  return index > last ? 2 * last - index : index;
}
