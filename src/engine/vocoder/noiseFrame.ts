import { realFft, type RealFft } from '../dsp/fft.ts';
import { fromPolar } from '../dsp/polar.ts';
import { fillGaussian } from './noise.ts';
import type { MomentSpectra } from './synthesis.ts';

/** Frames from the centre of a noise window to its end. */
export const noiseReachFrames = 2;
/** Four Hann windows overlap: their squares sum to 1.5. */
const overlapPower = 1.5;

/** The noise of one frame: white, under a Hann window of four frames, through the envelope's noise share. No allocation. */
export class NoiseFrame {
  /** [fftSize] result; sample 0 is the first of the window. */
  readonly samples: Float64Array;
  readonly #fft: RealFft;
  readonly #amplitude: Float64Array;
  readonly #filter: Float64Array;
  readonly #spectrum: Float64Array;

  constructor(fftSize: number) {
    const binCount = fftSize / 2 + 1;
    this.samples = new Float64Array(fftSize);
    this.#fft = realFft(fftSize);
    this.#amplitude = new Float64Array(binCount);
    this.#filter = new Float64Array(2 * binCount);
    this.#spectrum = new Float64Array(2 * binCount);
  }

  /**
   * @param centre of the window, in samples after sample 0, fractional
   * @param phase [bins] the envelope's minimum phase
   */
  compute(
    { logPower, noiseRatio }: MomentSpectra,
    phase: Float64Array,
    { centre, hop, key }: { readonly centre: number; readonly hop: number; readonly key: number },
  ): void {
    const { samples } = this;
    const reach = noiseReachFrames * hop;
    const count = Math.min(samples.length, Math.ceil(centre + reach));
    fillGaussian(key, count, samples);
    for (let n = 0; n < count; n++) {
      const distance = (n - centre) / reach;
      samples[n] *= Math.abs(distance) < 1 ? (0.5 + 0.5 * Math.cos(Math.PI * distance)) / Math.sqrt(overlapPower) : 0;
    }
    samples.fill(0, count);
    this.#fft.forward(samples, this.#spectrum);
    for (let bin = 0; bin < logPower.length; bin++) {
      this.#amplitude[bin] = Math.exp(0.5 * logPower[bin]) * (noiseRatio ? noiseRatio[bin] : 1);
    }
    fromPolar(this.#amplitude, phase, this.#filter);
    const filter = this.#filter;
    const spectrum = this.#spectrum;
    for (let i = 0; i < filter.length; i += 2) {
      const re = spectrum[i] * filter[i] - spectrum[i + 1] * filter[i + 1];
      spectrum[i + 1] = spectrum[i] * filter[i + 1] + spectrum[i + 1] * filter[i];
      spectrum[i] = re;
    }
    this.#fft.inverse(spectrum, samples);
  }
}
