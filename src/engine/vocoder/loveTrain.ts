import { realFft, type RealFft } from '../dsp/fft.ts';
import type { SignalBlock } from './frames.ts';
import { PitchWindow } from './pitchWindow.ts';

const lowestF0Hz = 40;
const thresholdRatio = 0.85;

/**
 * Decides whether a frame with a pitch really is periodic: voiced speech has nearly all its power
 * between 100 Hz and 7.9 kHz below 4 kHz (D4C Love Train, Morise 2016).
 */
export class LoveTrain {
  readonly #fft: RealFft;
  readonly #window: PitchWindow;
  readonly #spectrum: Float64Array;
  readonly #firstBin: number;
  readonly #lowEndBin: number;
  readonly #endBin: number;

  constructor(sampleRate: number) {
    const fftSize = 2 ** (1 + Math.floor(Math.log2((3 * sampleRate) / lowestF0Hz + 1)));
    this.#fft = realFft(fftSize);
    this.#window = new PitchWindow(sampleRate, fftSize);
    this.#spectrum = new Float64Array(fftSize + 2);
    const binOf = (frequencyHz: number) => Math.ceil((frequencyHz * fftSize) / sampleRate);
    this.#firstBin = binOf(100);
    this.#lowEndBin = binOf(4000);
    this.#endBin = binOf(7900);
  }

  /** Samples the window may reach to either side of its centre. */
  get reach(): number {
    return this.#fft.size / 2;
  }

  isPeriodic(block: SignalBlock, center: number, f0Hz: number): boolean {
    const spectrum = this.#spectrum;
    this.#window.shape('blackman', 3, Math.max(f0Hz, lowestF0Hz));
    this.#window.cut(block, center);
    this.#fft.forward(this.#window.segment, spectrum);
    let low = 0;
    let all = 0;
    for (let bin = this.#firstBin + 1; bin <= this.#endBin; bin++) {
      all += spectrum[2 * bin] * spectrum[2 * bin] + spectrum[2 * bin + 1] * spectrum[2 * bin + 1];
      if (bin === this.#lowEndBin) low = all;
    }
    // False also when there is no power at all.
    return low > thresholdRatio * all;
  }
}
