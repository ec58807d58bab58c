import FFT from 'fft.js';

/**
 * Real FFT of one size, float64, no allocation after construction. A spectrum is interleaved
 * [re0, im0, re1, im1, …] for bins 0 … size/2.
 *
 * Even and odd samples are the two halves of a complex signal of half the size, so one complex
 * transform of size/2 does the work in either direction.
 */
export class RealFft {
  readonly size: number;
  readonly binCount: number;
  readonly #fft: FFT;
  readonly #input: Float64Array;
  readonly #output: Float64Array;
  /** e^{+j2πk/size}, k = 0 … size/4 */
  readonly #cosine: Float64Array;
  readonly #sine: Float64Array;

  /** @param size power of two, at least 4 */
  constructor(size: number) {
    this.size = size;
    this.binCount = size / 2 + 1;
    this.#fft = new FFT(size / 2);
    this.#input = new Float64Array(size);
    this.#output = new Float64Array(size);
    this.#cosine = Float64Array.from({ length: size / 4 + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.#sine = Float64Array.from({ length: size / 4 + 1 }, (_, k) => Math.sin((2 * Math.PI * k) / size));
  }

  /** Spectrum of `signal` [size] into `spectrum` [2 × binCount]. */
  forward(signal: Float64Array, spectrum: Float64Array): void {
    const half = this.size / 2;
    const packed = this.#output;
    const cosine = this.#cosine;
    const sine = this.#sine;
    this.#fft.transform(packed, signal);
    spectrum[0] = packed[0] + packed[1];
    spectrum[1] = 0;
    spectrum[2 * half] = packed[0] - packed[1];
    spectrum[2 * half + 1] = 0;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const evenRe = 0.5 * (packed[2 * k] + packed[2 * m]);
      const evenIm = 0.5 * (packed[2 * k + 1] - packed[2 * m + 1]);
      const oddRe = 0.5 * (packed[2 * k + 1] + packed[2 * m + 1]);
      const oddIm = 0.5 * (packed[2 * m] - packed[2 * k]);
      const turnedRe = oddRe * cosine[k] + oddIm * sine[k];
      const turnedIm = oddIm * cosine[k] - oddRe * sine[k];
      spectrum[2 * k] = evenRe + turnedRe;
      spectrum[2 * k + 1] = evenIm + turnedIm;
      spectrum[2 * m] = evenRe - turnedRe;
      spectrum[2 * m + 1] = turnedIm - evenIm;
    }
  }

  /** Real signal [size] of a Hermitian spectrum [2 × binCount], scaled by 1 / size. */
  inverse(spectrum: Float64Array, signal: Float64Array): void {
    const { size } = this;
    const half = size / 2;
    const packed = this.#input;
    const cosine = this.#cosine;
    const sine = this.#sine;
    const scale = 1 / size;
    // The conjugate goes in and comes out: a forward transform does the inverse.
    packed[0] = (spectrum[0] + spectrum[size]) * scale;
    packed[1] = (spectrum[size] - spectrum[0]) * scale;
    for (let k = 1, m = half - 1; k <= m; k++, m--) {
      const evenRe = (spectrum[2 * k] + spectrum[2 * m]) * scale;
      const evenIm = (spectrum[2 * k + 1] - spectrum[2 * m + 1]) * scale;
      const differenceRe = (spectrum[2 * k] - spectrum[2 * m]) * scale;
      const differenceIm = (spectrum[2 * k + 1] + spectrum[2 * m + 1]) * scale;
      const oddRe = differenceRe * cosine[k] - differenceIm * sine[k];
      const oddIm = differenceRe * sine[k] + differenceIm * cosine[k];
      packed[2 * k] = evenRe - oddIm;
      packed[2 * k + 1] = -evenIm - oddRe;
      packed[2 * m] = evenRe + oddIm;
      packed[2 * m + 1] = evenIm - oddRe;
    }
    this.#fft.transform(this.#output, packed);
    for (let i = 0; i < size; i += 2) {
      signal[i] = this.#output[i];
      signal[i + 1] = -this.#output[i + 1];
    }
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
