import type { MomentSpectra } from './synthesis.ts';

/** The harmonics of one frame as complex amplitudes; silent until they are set. */
export class HarmonicLines {
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #sampleRate: number;
  readonly #binHz: number;
  #count = 0;

  /** @param sampleRate Hz */
  constructor(sampleRate: number, fftSize: number, lowestHz: number) {
    const most = Math.ceil(sampleRate / 2 / lowestHz);
    this.#re = new Float64Array(most + 1);
    this.#im = new Float64Array(most + 1);
    this.#sampleRate = sampleRate;
    this.#binHz = sampleRate / fftSize;
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  /**
   * a_k = 2 √(S(kf) (1 - ap(kf)²) f / fs), with the envelope's minimum phase.
   * @param phase [bins] radians, not wrapped
   */
  set(f0Hz: number, { logPower, noiseRatio }: MomentSpectra, phase: Float64Array): void {
    const last = logPower.length - 1;
    this.#count = noiseRatio ? Math.min(Math.floor(this.#sampleRate / 2 / f0Hz), this.#re.length - 1) : 0;
    if (!noiseRatio) return;
    for (let k = 1; k <= this.#count; k++) {
      const position = Math.min((k * f0Hz) / this.#binHz, last);
      const bin = Math.min(Math.floor(position), last - 1);
      const part = position - bin;
      const noise = noiseRatio[bin] + part * (noiseRatio[bin + 1] - noiseRatio[bin]);
      const log = logPower[bin] + part * (logPower[bin + 1] - logPower[bin]);
      const amplitude = 2 * Math.sqrt((Math.exp(log) * Math.max(0, 1 - noise * noise) * f0Hz) / this.#sampleRate);
      const angle = phase[bin] + part * (phase[bin + 1] - phase[bin]);
      this.#re[k] = amplitude * Math.cos(angle);
      this.#im[k] = amplitude * Math.sin(angle);
    }
  }

  /** Σ Re(A_k z^k) for z = re + j·im on the unit circle (Horner). */
  sumAt(re: number, im: number): number {
    let sumRe = 0;
    let sumIm = 0;
    for (let k = this.#count; k >= 1; k--) {
      const nextRe = sumRe + this.#re[k];
      const nextIm = sumIm + this.#im[k];
      sumRe = nextRe * re - nextIm * im;
      sumIm = nextRe * im + nextIm * re;
    }
    return sumRe;
  }
}
