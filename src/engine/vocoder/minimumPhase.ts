import { realFft, type RealFft } from '../dsp/fft.ts';

/**
 * Phase of the minimum-phase filter with a given log amplitude: the cepstrum is folded on to its
 * causal half (Oppenheim and Schafer). The phase is linear in the log amplitude.
 */
export class MinimumPhase {
  readonly #fft: RealFft;
  readonly #spectrum: Float64Array;
  readonly #cepstrum: Float64Array;

  constructor(fftSize: number) {
    this.#fft = realFft(fftSize);
    this.#spectrum = new Float64Array(fftSize + 2);
    this.#cepstrum = new Float64Array(fftSize);
  }

  /**
   * @param logAmplitude [fftSize / 2 + 1] natural logarithm
   * @param phase [fftSize / 2 + 1] result, radians, not wrapped
   */
  phaseOf(logAmplitude: Float64Array, phase: Float64Array): void {
    const spectrum = this.#spectrum;
    const cepstrum = this.#cepstrum;
    const { size } = this.#fft;
    for (let bin = 0; bin <= size / 2; bin++) {
      spectrum[2 * bin] = logAmplitude[bin];
      spectrum[2 * bin + 1] = 0;
    }
    this.#fft.inverse(spectrum, cepstrum);
    // The even part only gives back the amplitude; the odd part alone has the phase as its spectrum.
    cepstrum[0] = 0;
    cepstrum[size / 2] = 0;
    for (let n = 1; n < size / 2; n++) cepstrum[size - n] = -cepstrum[n];
    this.#fft.forward(cepstrum, spectrum);
    for (let bin = 0; bin <= size / 2; bin++) phase[bin] = spectrum[2 * bin + 1];
  }
}
