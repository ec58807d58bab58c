import { HarmonicLines } from './harmonicLines.ts';
import type { HarmonicPhase } from './harmonicPhase.ts';
import { MinimumPhase } from './minimumPhase.ts';
import { noiseKey } from './noise.ts';
import { NoiseFrame, noiseReachFrames } from './noiseFrame.ts';
import type { SpectraAt } from './synthesis.ts';

/** There is room for all harmonics of a pitch from here up: below what is ever authored. */
const lowestHz = 30;

export type HarmonicPlan = {
  readonly fftSize: number;
  readonly sampleRate: number;
  /** Samples per frame. */
  readonly hop: number;
  /** [frames] sung pitch, 0 = unvoiced */
  readonly f0Hz: Float64Array;
  readonly phase: HarmonicPhase;
  readonly spectraAt: SpectraAt;
  readonly seed: number;
};

/**
 * Samples of the sung sound as a sum of harmonics and of noise in overlapping frames (harmonic plus noise model, Stylianou
 * 2001, on WORLD parameters): Σ a_k cos(kφ + θ_k), amplitudes and phases crossing over from frame to frame. No pulses, so less
 * buzz; consonants are a little softer, as their noise is spread over 20 ms. A sample depends on its position alone: any
 * division gives the same.
 */
export class HarmonicSynthesis {
  readonly #plan: HarmonicPlan;
  readonly #minimumPhase: MinimumPhase;
  readonly #logAmplitude: Float64Array;
  readonly #phase: Float64Array;
  readonly #noise: NoiseFrame;
  /** Of the frame before and of the current one. */
  #before: HarmonicLines;
  #current: HarmonicLines;

  constructor(plan: HarmonicPlan) {
    const { fftSize, sampleRate } = plan;
    this.#plan = plan;
    this.#minimumPhase = new MinimumPhase(fftSize);
    this.#logAmplitude = new Float64Array(fftSize / 2 + 1);
    this.#phase = new Float64Array(fftSize / 2 + 1);
    this.#noise = new NoiseFrame(fftSize);
    this.#before = new HarmonicLines(sampleRate, fftSize, lowestHz);
    this.#current = new HarmonicLines(sampleRate, fftSize, lowestHz);
  }

  /** Samples [start, end). */
  render(start: number, end: number): Float64Array {
    const { fftSize, hop, phase } = this.#plan;
    const mixed = new Float64Array(end - start);
    const cycles = new Float64Array(end - start);
    phase.fillCycles(start, cycles);
    // What a frame sounds begins two frames before its centre and rings for the rest of the transform.
    const first = Math.max(0, Math.floor((start - fftSize) / hop));
    const last = Math.ceil(end / hop) + noiseReachFrames;
    this.#current.clear();
    for (let frame = first; frame <= last; frame++) {
      [this.#before, this.#current] = [this.#current, this.#before];
      this.#soundFrame(frame, mixed, start);
      if (frame > first) this.#addHarmonics(frame - 1, cycles, mixed, start);
    }
    return mixed;
  }

  /** Sets the lines of a frame and adds its noise. */
  #soundFrame(frame: number, mixed: Float64Array, start: number): void {
    const { f0Hz, hop, seed, spectraAt } = this.#plan;
    const hz = f0Hz[Math.min(frame, f0Hz.length - 1)];
    const spectra = spectraAt(frame, hz > 0);
    this.#current.clear();
    if (!spectra) return;
    for (let bin = 0; bin < this.#phase.length; bin++) this.#logAmplitude[bin] = 0.5 * spectra.logPower[bin];
    this.#minimumPhase.phaseOf(this.#logAmplitude, this.#phase);
    if (hz > 0) this.#current.set(hz, spectra, this.#phase);

    const firstSample = Math.ceil((frame - noiseReachFrames) * hop);
    this.#noise.compute(spectra, this.#phase, { centre: frame * hop - firstSample, hop, key: noiseKey(seed, frame) });
    const { samples } = this.#noise;
    const from = Math.max(0, start - firstSample);
    const to = Math.min(samples.length, start + mixed.length - firstSample);
    for (let n = from; n < to; n++) mixed[firstSample - start + n] += samples[n];
  }

  /** Harmonics between a frame and the next, crossing over. */
  #addHarmonics(frame: number, cycles: Float64Array, mixed: Float64Array, start: number): void {
    const { hop } = this.#plan;
    if (this.#before.count === 0 && this.#current.count === 0) return;
    const from = Math.max(start, Math.ceil(frame * hop));
    const to = Math.min(start + mixed.length, Math.ceil((frame + 1) * hop));
    for (let sample = from; sample < to; sample++) {
      const part = sample / hop - frame;
      const angle = 2 * Math.PI * (cycles[sample - start] % 1);
      const re = Math.cos(angle);
      const im = Math.sin(angle);
      mixed[sample - start] += (1 - part) * this.#before.sumAt(re, im) + part * this.#current.sumAt(re, im);
    }
  }
}
