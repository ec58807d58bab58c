/** Taps on each side of the wanted instant. */
const reach = 8;
const taps = 2 * reach;

/** Windowed-sinc interpolators at 1/4, 1/2 and 3/4 of a sample, [3][taps]; each sums to 1. */
const kernels = [0.25, 0.5, 0.75].map((fraction) => {
  const kernel = Float64Array.from({ length: taps }, (_, tap) => {
    const distance = tap - (reach - 1) - fraction;
    const phase = (Math.PI * distance) / (reach + 0.5);
    return (
      (Math.sin(Math.PI * distance) / (Math.PI * distance)) *
      (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase))
    );
  });
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
});

/** No value between samples is larger than the largest sample around it times this. */
const largestRise = Math.max(...kernels.map((kernel) => kernel.reduce((total, weight) => total + Math.abs(weight), 0)));

/**
 * Running true peak: the largest magnitude of the signal between one sample and the next, estimated at four times
 * the rate as ITU-R BS.1770-4 annex 2 asks. Fed one sample at a time.
 */
export class TruePeakEstimator {
  /** Samples by which the answer of push() lags its argument. */
  static readonly latency = reach;
  /** Written twice so that the last `taps` samples always lie side by side. */
  readonly #history = new Float64Array(2 * taps);
  #position = 0;
  /** Samples since the last one that could matter. */
  #quietFor = taps;

  /**
   * Largest magnitude over [n - latency, n - latency + 1) after sample n was pushed. Where it cannot exceed
   * `relevantAbove`, the sample's own magnitude is answered instead: most of speech needs no interpolation.
   */
  push(sample: number, relevantAbove: number): number {
    this.#history[this.#position] = sample;
    this.#history[this.#position + taps] = sample;
    this.#position = (this.#position + 1) % taps;
    this.#quietFor = Math.abs(sample) * largestRise > relevantAbove ? 0 : this.#quietFor + 1;
    const own = Math.abs(this.#history[this.#position + reach - 1]);
    return this.#quietFor >= taps ? own : Math.max(own, this.#betweenSamples());
  }

  #betweenSamples(): number {
    const start = this.#position;
    let peak = 0;
    for (const kernel of kernels) {
      let value = 0;
      for (let tap = 0; tap < taps; tap++) value += kernel[tap] * this.#history[start + tap];
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }
}

/** Keeps the largest true peak of a signal fed in blocks. */
export class TruePeakMeter {
  readonly #estimator = new TruePeakEstimator();
  #peak = 0;

  push(block: Float32Array): void {
    for (const sample of block) this.#peak = Math.max(this.#peak, this.#estimator.push(sample, this.#peak));
  }

  /** Linear; call once, after the last block. */
  finish(): number {
    this.push(new Float32Array(TruePeakEstimator.latency));
    return this.#peak;
  }
}
