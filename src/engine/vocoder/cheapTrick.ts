import { realFft, type RealFft } from '../dsp/fft.ts';
import { SpectrumSmoother } from '../dsp/smoothing.ts';
import type { SignalBlock } from './frames.ts';
import { PitchWindow } from './pitchWindow.ts';

/** Pitch assumed where there is none, Hz. */
export const unvoicedF0Hz = 500;

const lowestF0Hz = 71;
/** Keeps the logarithm finite in digital silence. */
const powerFloor = 2e-16;

/** FFT size of envelope and synthesis: 1 024 at 16 kHz, 2 048 at 44.1 and 48 kHz. */
function vocoderFftSize(sampleRate: number): number {
  return 2 ** (1 + Math.floor(Math.log2((3 * sampleRate) / lowestF0Hz + 1)));
}

/**
 * Spectral envelope free of the harmonics' own pattern (CheapTrick, Morise 2015): power under a
 * window of three periods, smoothed over 2/3 f0, then liftered so that the values at the harmonics
 * come back.
 */
export class CheapTrick {
  readonly fftSize: number;
  readonly #sampleRate: number;
  readonly #fft: RealFft;
  readonly #smoother: SpectrumSmoother;
  readonly #window: PitchWindow;
  readonly #spectrum: Float64Array;
  readonly #power: Float64Array;
  readonly #smooth: Float64Array;
  readonly #cepstrum: Float64Array;

  constructor(sampleRate: number) {
    this.fftSize = vocoderFftSize(sampleRate);
    this.#sampleRate = sampleRate;
    this.#fft = realFft(this.fftSize);
    this.#smoother = new SpectrumSmoother(this.fftSize, sampleRate);
    this.#window = new PitchWindow(sampleRate, this.fftSize);
    this.#spectrum = new Float64Array(this.fftSize + 2);
    this.#power = new Float64Array(this.fftSize / 2 + 1);
    this.#smooth = new Float64Array(this.fftSize / 2 + 1);
    this.#cepstrum = new Float64Array(this.fftSize);
  }

  /** Samples that a frame's window may reach to either side of its centre. */
  get reach(): number {
    return this.fftSize / 2;
  }

  /**
   * Natural log power envelope of the frame centred on a sample.
   * @param f0Hz 0 = unvoiced
   * @param logEnvelope [fftSize / 2 + 1] result
   */
  analyse(block: SignalBlock, center: number, f0Hz: number, logEnvelope: Float64Array | Float32Array): void {
    const slowestHz = (3 * this.#sampleRate) / (this.fftSize - 3);
    const windowF0Hz = f0Hz > slowestHz ? f0Hz : unvoicedF0Hz;
    this.#powerSpectrum(block, center, windowF0Hz);
    this.#smoother.fixDc(this.#power, windowF0Hz);
    this.#smoother.smooth(this.#power, (2 * windowF0Hz) / 3, this.#smooth);
    this.#lifter(windowF0Hz);
    const spectrum = this.#spectrum;
    for (let bin = 0; bin < logEnvelope.length; bin++) logEnvelope[bin] = spectrum[2 * bin];
  }

  #powerSpectrum(block: SignalBlock, center: number, f0Hz: number): void {
    const spectrum = this.#spectrum;
    const power = this.#power;
    this.#window.shape('hann', 3, f0Hz);
    this.#window.normalise();
    this.#window.cut(block, center);
    this.#fft.forward(this.#window.segment, spectrum);
    for (let bin = 0; bin < power.length; bin++) {
      power[bin] = spectrum[2 * bin] * spectrum[2 * bin] + spectrum[2 * bin + 1] * spectrum[2 * bin + 1];
    }
  }

  /** Log spectrum → cepstrum × (smoothing · compensation) → log spectrum, left in #spectrum's real parts. */
  #lifter(f0Hz: number): void {
    const spectrum = this.#spectrum;
    const cepstrum = this.#cepstrum;
    const { fftSize } = this;
    for (let bin = 0; bin <= fftSize / 2; bin++) {
      spectrum[2 * bin] = Math.log(Math.max(this.#smooth[bin], 0) + powerFloor);
      spectrum[2 * bin + 1] = 0;
    }
    this.#fft.inverse(spectrum, cepstrum);
    const angle = (Math.PI * f0Hz) / this.#sampleRate;
    const turnRe = Math.cos(angle);
    const turnIm = Math.sin(angle);
    let re = turnRe;
    let im = turnIm;
    for (let n = 1; n <= fftSize / 2; n++) {
      // 1.3 - 0.3·cos(2x) = 1 + 0.6·sin²(x)
      const lifted = (cepstrum[n] * im * (1 + 0.6 * im * im)) / (angle * n);
      cepstrum[n] = lifted;
      cepstrum[fftSize - n] = lifted;
      const nextRe = re * turnRe - im * turnIm;
      im = re * turnIm + im * turnRe;
      re = nextRe;
    }
    this.#fft.forward(cepstrum, spectrum);
  }
}
