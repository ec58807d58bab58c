import FFT from 'fft.js';

/**
 * Real FFT of one size, float64, no allocation after construction. A spectrum is interleaved
 * [re0, im0, re1, im1, …] for bins 0 … size/2.
 */
export class RealFft {
  readonly size: number;
  readonly binCount: number;
  readonly #fft: FFT;
  readonly #full: Float64Array;
  readonly #complexOut: Float64Array;

  /** @param size power of two, at least 4 */
  constructor(size: number) {
    this.size = size;
    this.binCount = size / 2 + 1;
    this.#fft = new FFT(size);
    this.#full = new Float64Array(2 * size);
    this.#complexOut = new Float64Array(2 * size);
  }

  /** Spectrum of `signal` [size] into `spectrum` [2 × binCount]. */
  forward(signal: Float64Array, spectrum: Float64Array): void {
    this.#fft.realTransform(this.#full as unknown as number[], signal as unknown as number[]);
    spectrum.set(this.#full.subarray(0, 2 * this.binCount));
  }

  /** Real signal [size] of a Hermitian spectrum [2 × binCount], scaled by 1 / size. */
  inverse(spectrum: Float64Array, signal: Float64Array): void {
    const { size } = this;
    const full = this.#full;
    full.set(spectrum.subarray(0, 2 * this.binCount));
    for (let bin = 1; bin < size / 2; bin++) {
      full[2 * (size - bin)] = spectrum[2 * bin];
      full[2 * (size - bin) + 1] = -spectrum[2 * bin + 1];
    }
    this.#fft.inverseTransform(this.#complexOut as unknown as number[], full as unknown as number[]);
    for (let i = 0; i < size; i++) signal[i] = this.#complexOut[2 * i];
  }
}

const plans = new Map<number, RealFft>();

/** The shared plan of a size. Not for use across an await. */
export function realFft(size: number): RealFft {
  let plan = plans.get(size);
  if (!plan) {
    plan = new RealFft(size);
    plans.set(size, plan);
  }
  return plan;
}
