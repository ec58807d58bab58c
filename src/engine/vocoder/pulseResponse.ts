import { realFft, type RealFft } from '../dsp/fft.ts';
import { fromPolar } from '../dsp/polar.ts';
import { hannWindow } from '../dsp/windows.ts';
import { MinimumPhase } from './minimumPhase.ts';
import { fillGaussian } from './noise.ts';

/** Added to the periodic power so that its logarithm exists where a frame is all noise. */
const periodicFloor = 1e-12;

/** What the sound of one pulse depends on. */
export type PulseSound = {
  /** [fftSize / 2 + 1] natural log power. */
  readonly logPower: Float64Array;
  /** [fftSize / 2 + 1] amplitude share of noise 0.001 … 1; null = all noise, no pulse. */
  readonly noiseRatio: Float64Array | null;
  /** Fraction of a sample by which the pulse comes later than its sample, 0 … 1. */
  readonly delay: number;
  /** Samples until the next pulse: as many samples of noise. */
  readonly spacing: number;
  readonly noiseKey: number;
};

/**
 * Response of the voice to one pulse (Morise 2016): a minimum-phase filter each for the periodic and
 * the noise share of the envelope, excited by a band-limited impulse and by Gaussian noise up to the
 * next pulse. Float64, no allocation after construction.
 */
export class PulseResponse {
  /** [fftSize] result; the second half lies before the pulse. */
  readonly samples: Float64Array;
  readonly #fft: RealFft;
  readonly #minimumPhase: MinimumPhase;
  readonly #logAmplitude: Float64Array;
  readonly #amplitude: Float64Array;
  readonly #phase: Float64Array;
  readonly #noise: Float64Array;
  /** Filter, noise and their product, interleaved. */
  readonly #filter: Float64Array;
  readonly #noiseSpectrum: Float64Array;
  readonly #spectrum: Float64Array;
  readonly #dcKernel: Float64Array;

  constructor(fftSize: number) {
    const binCount = fftSize / 2 + 1;
    this.samples = new Float64Array(fftSize);
    this.#fft = realFft(fftSize);
    this.#minimumPhase = new MinimumPhase(fftSize);
    this.#logAmplitude = new Float64Array(binCount);
    this.#amplitude = new Float64Array(binCount);
    this.#phase = new Float64Array(binCount);
    this.#noise = new Float64Array(fftSize);
    this.#filter = new Float64Array(2 * binCount);
    this.#noiseSpectrum = new Float64Array(2 * binCount);
    this.#spectrum = new Float64Array(2 * binCount);
    this.#dcKernel = dcKernelOf(fftSize);
  }

  compute(sound: PulseSound): void {
    this.#noiseShare(sound);
    if (sound.noiseRatio === null) {
      this.#fft.inverse(this.#spectrum, this.samples);
      return;
    }
    const dc = this.#addPeriodicShare(sound, sound.noiseRatio);
    this.#fft.inverse(this.#spectrum, this.samples);
    for (let i = 0; i < this.samples.length; i++) this.samples[i] -= dc * this.#dcKernel[i];
  }

  #noiseShare(sound: PulseSound): void {
    const { logPower, noiseRatio } = sound;
    const logAmplitude = this.#logAmplitude;
    for (let bin = 0; bin < logPower.length; bin++) {
      logAmplitude[bin] = 0.5 * logPower[bin] + (noiseRatio === null ? 0 : Math.log(noiseRatio[bin]));
      this.#amplitude[bin] = Math.exp(logAmplitude[bin]);
    }
    this.#minimumPhase.phaseOf(logAmplitude, this.#phase);
    fromPolar(this.#amplitude, this.#phase, this.#filter);
    this.#drawNoise(sound);
    const filter = this.#filter;
    const noise = this.#noiseSpectrum;
    for (let i = 0; i < filter.length; i += 2) {
      this.#spectrum[i] = filter[i] * noise[i] - filter[i + 1] * noise[i + 1];
      this.#spectrum[i + 1] = filter[i] * noise[i + 1] + filter[i + 1] * noise[i];
    }
  }

  /** Spectrum of the noise up to the next pulse, its mean removed. */
  #drawNoise({ spacing, noiseKey }: PulseSound): void {
    const noise = this.#noise;
    const count = Math.min(spacing, noise.length);
    fillGaussian(noiseKey, count, noise);
    let mean = 0;
    for (let i = 0; i < count; i++) mean += noise[i];
    mean /= Math.max(1, count);
    for (let i = 0; i < count; i++) noise[i] -= mean;
    noise.fill(0, count);
    this.#fft.forward(noise, this.#noiseSpectrum);
  }

  /** @returns the periodic response's sum, which a train of pulses would show as a constant */
  #addPeriodicShare({ logPower, delay, spacing }: PulseSound, noiseRatio: Float64Array): number {
    const logAmplitude = this.#logAmplitude;
    const phase = this.#phase;
    const filter = this.#filter;
    for (let bin = 0; bin < logPower.length; bin++) {
      const power = Math.exp(logPower[bin]) * (1 - noiseRatio[bin] * noiseRatio[bin]) + periodicFloor;
      logAmplitude[bin] = 0.5 * Math.log(power);
      this.#amplitude[bin] = Math.sqrt(power * spacing);
    }
    this.#minimumPhase.phaseOf(logAmplitude, phase);
    const turn = (2 * Math.PI * delay) / this.samples.length;
    for (let bin = 0; bin < phase.length; bin++) phase[bin] -= turn * bin;
    fromPolar(this.#amplitude, phase, filter);
    for (let i = 0; i < filter.length; i++) this.#spectrum[i] += filter[i];
    return this.#amplitude[0];
  }
}

/** Hann-shaped kernel of sum 1 centred on the pulse, in the order of PulseResponse.samples. */
function dcKernelOf(fftSize: number): Float64Array {
  const window = hannWindow(fftSize + 2).subarray(1, fftSize + 1);
  const sum = window.reduce((total, value) => total + value, 0);
  return Float64Array.from({ length: fftSize }, (_, i) => window[(i + fftSize / 2) % fftSize] / sum);
}
