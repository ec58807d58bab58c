import type { AudioSource } from '../converters/types.ts';
import { frameHop, nearestSample, readBlock, type SignalBlock } from '../vocoder/frames.ts';

const lowestF0Hz = 40;
/** Frames refined per read, so that memory does not grow with the recording. */
const framesPerBlock = 200;
/** Farther than this from the first estimate, the refinement has locked on to something else. */
const rejectedMoveRatio = 0.2;
/** Move beyond which the tracker's own value is trusted more, octaves. */
const defaultMaximumMoveOctaves = 0.1;

/**
 * Refines pitch from the instantaneous frequency of the first harmonics (StoneMask, Morise 2016).
 * A frame keeps its value where it is 0, outside 40 Hz … sampleRate / 12, or would move too far.
 * @param f0Hz [frames] first estimate, 0 = unvoiced
 * @param maximumMoveOctaves how far a value may move
 * @returns [frames] Hz
 */
export function refinePitch(
  source: AudioSource,
  f0Hz: Float64Array,
  maximumMoveOctaves: number = defaultMaximumMoveOctaves,
): Float64Array {
  const { sampleRate } = source;
  const hop = frameHop(sampleRate);
  const refiner = new FrameRefiner(sampleRate);
  const refinedHz = f0Hz.slice();
  for (let start = 0; start < f0Hz.length; start += framesPerBlock) {
    const end = Math.min(start + framesPerBlock, f0Hz.length);
    const block = readBlock(
      source,
      nearestSample(start * hop) - refiner.reach,
      nearestSample((end - 1) * hop) + refiner.reach + 1,
    );
    for (let frame = start; frame < end; frame++) {
      const firstHz = f0Hz[frame];
      if (firstHz <= lowestF0Hz || firstHz > sampleRate / 12) continue;
      const nextHz = refiner.refine(block, frame * hop, firstHz);
      const isRejected = !(Math.abs(nextHz - firstHz) <= rejectedMoveRatio * firstHz);
      if (!isRejected && Math.abs(Math.log2(nextHz / firstHz)) <= maximumMoveOctaves) refinedHz[frame] = nextHz;
    }
  }
  return refinedHz;
}

class FrameRefiner {
  readonly reach: number;
  readonly #sampleRate: number;
  readonly #windowed: Float64Array;
  readonly #differenced: Float64Array;
  readonly #window: Float64Array;
  #length = 0;
  #fftSize = 0;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
    this.reach = Math.floor((1.5 * sampleRate) / lowestF0Hz + 1) + 1;
    this.#window = new Float64Array(2 * this.reach + 3);
    this.#windowed = new Float64Array(2 * this.reach + 1);
    this.#differenced = new Float64Array(2 * this.reach + 1);
  }

  /** Refined pitch, or NaN where the signal gives none. */
  refine(block: SignalBlock, position: number, f0Hz: number): number {
    this.#cut(block, position, f0Hz);
    const tentativeHz = this.#fromHarmonics(f0Hz, 2);
    if (!(tentativeHz > 0 && tentativeHz <= 2 * f0Hz)) return NaN;
    return this.#fromHarmonics(tentativeHz, Math.min(6, Math.floor(this.#sampleRate / 2 / f0Hz)));
  }

  /** The signal under a Blackman window of three periods, and under that window's time difference. */
  #cut(block: SignalBlock, position: number, f0Hz: number): void {
    const halfLength = Math.floor((1.5 * this.#sampleRate) / f0Hz + 1);
    const length = 2 * halfLength + 1;
    const center = nearestSample(position);
    const window = this.#window;
    this.#length = length;
    this.#fftSize = 2 ** (2 + Math.floor(Math.log2(length)));
    // One zero before and after, so that the difference needs no special ends.
    window[0] = 0;
    window[length + 1] = 0;
    for (let i = 0; i < length; i++) {
      const angle = (2 * Math.PI * (i - halfLength + center - position)) / length;
      window[i + 1] = 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
    }
    const offset = center - halfLength - block.firstSample;
    for (let i = 0; i < length; i++) {
      const value = block.samples[offset + i];
      this.#windowed[i] = value * window[i + 1];
      this.#differenced[i] = (value * (window[i] - window[i + 2])) / 2;
    }
  }

  /** Mean of the harmonics' instantaneous frequencies, each over its number, weighted by amplitude. */
  #fromHarmonics(f0Hz: number, harmonicCount: number): number {
    const binHz = this.#sampleRate / this.#fftSize;
    let weightedHz = 0;
    let weight = 0;
    for (let harmonic = 1; harmonic <= harmonicCount; harmonic++) {
      const bin = Math.min(Math.floor((harmonic * f0Hz) / binHz + 0.5), this.#fftSize / 2);
      const { power, product } = this.#bin(bin);
      if (power === 0) continue;
      const instantaneousHz = bin * binHz + ((product / power) * this.#sampleRate) / (2 * Math.PI);
      const amplitude = Math.sqrt(power);
      weightedHz += amplitude * instantaneousHz;
      weight += amplitude * harmonic;
    }
    return weightedHz / weight;
  }

  /** Power of the windowed signal X at a bin, and Re X · Im Y - Im X · Re Y with the differenced one. */
  #bin(bin: number): { power: number; product: number } {
    const angle = (2 * Math.PI * bin) / this.#fftSize;
    const turnRe = Math.cos(angle);
    const turnIm = -Math.sin(angle);
    const windowed = this.#windowed;
    const differenced = this.#differenced;
    let re = 1;
    let im = 0;
    let xRe = 0;
    let xIm = 0;
    let yRe = 0;
    let yIm = 0;
    for (let i = 0; i < this.#length; i++) {
      xRe += windowed[i] * re;
      xIm += windowed[i] * im;
      yRe += differenced[i] * re;
      yIm += differenced[i] * im;
      const nextRe = re * turnRe - im * turnIm;
      im = re * turnIm + im * turnRe;
      re = nextRe;
    }
    return { power: xRe * xRe + xIm * xIm, product: xRe * yIm - xIm * yRe };
  }
}
