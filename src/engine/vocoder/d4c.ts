import { realFft, type RealFft } from '../dsp/fft.ts';
import { sumOfSmallest } from '../dsp/select.ts';
import { SpectrumSmoother } from '../dsp/smoothing.ts';
import { nuttallWindow } from '../dsp/windows.ts';
import { bandCountOf, bandSpacingHz, noiseFrameDb } from './bands.ts';
import { nearestSample, type SignalBlock } from './frames.ts';
import { LoveTrain } from './loveTrain.ts';
import { PitchWindow } from './pitchWindow.ts';

const lowestF0Hz = 47;

/**
 * Band aperiodicity (D4C, Morise 2016): the group delay of a periodic sound, freed of the window's
 * and the envelope's share, is a sinusoid over frequency; what of it is not one peak is noise.
 */
export class D4c {
  readonly bandCount: number;
  readonly #sampleRate: number;
  readonly #loveTrain: LoveTrain;
  readonly #fft: RealFft;
  readonly #smoother: SpectrumSmoother;
  readonly #window: PitchWindow;
  readonly #bandWindow: Float64Array;
  readonly #signal: Float64Array;
  readonly #spectrum: Float64Array;
  readonly #weighted: Float64Array;
  readonly #power: Float64Array;
  readonly #groupDelay: Float64Array;
  readonly #smooth: Float64Array;

  constructor(sampleRate: number) {
    const fftSize = 2 ** (1 + Math.floor(Math.log2((4 * sampleRate) / lowestF0Hz + 1)));
    const binCount = fftSize / 2 + 1;
    this.bandCount = bandCountOf(sampleRate);
    this.#sampleRate = sampleRate;
    this.#loveTrain = new LoveTrain(sampleRate);
    this.#fft = realFft(fftSize);
    this.#smoother = new SpectrumSmoother(fftSize, sampleRate);
    this.#window = new PitchWindow(sampleRate, fftSize);
    this.#bandWindow = nuttallWindow(2 * Math.floor((bandSpacingHz * fftSize) / sampleRate) + 1);
    this.#signal = new Float64Array(fftSize);
    this.#spectrum = new Float64Array(2 * binCount);
    this.#weighted = new Float64Array(2 * binCount);
    this.#power = new Float64Array(binCount);
    this.#groupDelay = new Float64Array(binCount);
    this.#smooth = new Float64Array(binCount);
  }

  /** Samples that a frame's windows may reach to either side of its centre. */
  get reach(): number {
    return Math.max(this.#loveTrain.reach, this.#fft.size / 2 + Math.ceil(this.#sampleRate / (4 * lowestF0Hz)) + 1);
  }

  /**
   * @param position centre of the frame in samples, fractional
   * @param f0Hz 0 = unvoiced
   * @param bandsDb [bandCount] result: dB at most 0, or noiseFrameDb throughout
   */
  analyse(block: SignalBlock, position: number, f0Hz: number, bandsDb: Float32Array): void {
    if (f0Hz <= 0 || !this.#loveTrain.isPeriodic(block, nearestSample(position), f0Hz)) {
      bandsDb.fill(noiseFrameDb);
      return;
    }
    const windowF0Hz = Math.max(f0Hz, lowestF0Hz);
    this.#staticGroupDelay(block, position, windowF0Hz);
    for (let band = 0; band < this.bandCount; band++) {
      const ratio = this.#noiseRatio(band);
      const correctedDb = 10 * Math.log10(Math.max(ratio, 1e-12)) + (windowF0Hz - 100) / 50;
      bandsDb[band] = Math.min(0, correctedDb);
    }
  }

  /** Centroid over power, minus its trend: leaves the ripple whose regularity is periodicity. */
  #staticGroupDelay(block: SignalBlock, position: number, f0Hz: number): void {
    const groupDelay = this.#groupDelay;
    const power = this.#power;
    const smooth = this.#smooth;
    const quarterPeriod = this.#sampleRate / (4 * f0Hz);
    groupDelay.fill(0);
    this.#window.shape('blackman', 4, f0Hz);
    this.#addCentroid(block, nearestSample(position - quarterPeriod));
    this.#addCentroid(block, nearestSample(position + quarterPeriod));
    this.#smoother.fixDc(groupDelay, f0Hz);
    this.#window.shape('hann', 4, f0Hz);
    this.#window.cut(block, nearestSample(position));
    this.#fft.forward(this.#window.segment, this.#spectrum);
    powerOf(this.#spectrum, power);
    this.#smoother.fixDc(power, f0Hz);
    this.#smoother.smooth(power, f0Hz, smooth);
    for (let bin = 0; bin < power.length; bin++) power[bin] = smooth[bin] > 0 ? groupDelay[bin] / smooth[bin] : 0;
    this.#smoother.smooth(power, f0Hz / 2, groupDelay);
    this.#smoother.smooth(groupDelay, f0Hz, smooth);
    for (let bin = 0; bin < power.length; bin++) groupDelay[bin] -= smooth[bin];
  }

  /** Adds power × group delay of the windowed signal at `center` to #groupDelay. */
  #addCentroid(block: SignalBlock, center: number): void {
    const spectrum = this.#spectrum;
    const weighted = this.#weighted;
    const { segment } = this.#window;
    this.#window.cut(block, center);
    this.#window.normaliseSegment();
    this.#fft.forward(segment, spectrum);
    for (let i = 0; i < this.#window.length; i++) segment[i] *= i + 1;
    this.#fft.forward(segment, weighted);
    for (let bin = 0; bin < this.#groupDelay.length; bin++) {
      this.#groupDelay[bin] += spectrum[2 * bin] * weighted[2 * bin] + spectrum[2 * bin + 1] * weighted[2 * bin + 1];
    }
  }

  /** Share of the ripple's power around a band that lies outside its strongest peak. */
  #noiseRatio(band: number): number {
    const fftSize = this.#fft.size;
    const bandWindow = this.#bandWindow;
    const signal = this.#signal;
    const center = Math.floor(((band + 1) * bandSpacingHz * fftSize) / this.#sampleRate);
    const first = center - (bandWindow.length - 1) / 2;
    signal.fill(0, bandWindow.length);
    for (let i = 0; i < bandWindow.length; i++) signal[i] = this.#groupDelay[first + i] * bandWindow[i];
    this.#fft.forward(signal, this.#spectrum);
    powerOf(this.#spectrum, this.#power);
    let total = 0;
    for (let bin = 0; bin < this.#power.length; bin++) total += this.#power[bin];
    const peakBins = Math.floor((8 * fftSize) / bandWindow.length + 0.5) + 1;
    return total > 0 ? sumOfSmallest(this.#power, this.#power.length, this.#power.length - peakBins) / total : 1;
  }
}

function powerOf(spectrum: Float64Array, power: Float64Array): void {
  for (let bin = 0; bin < power.length; bin++) {
    power[bin] = spectrum[2 * bin] * spectrum[2 * bin] + spectrum[2 * bin + 1] * spectrum[2 * bin + 1];
  }
}
