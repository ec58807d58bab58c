import type { SignalBlock } from './frames.ts';

export type WindowShape = 'hann' | 'blackman';

/**
 * Windows whose length is a number of pitch periods, and the stretch of signal under them. The
 * buffers are reused: they hold the last call's result.
 */
export class PitchWindow {
  readonly #sampleRate: number;
  readonly window: Float64Array;
  /** Signal × window with its window-weighted mean taken away; zero from `length` on. */
  readonly segment: Float64Array;
  #length = 0;

  /** @param capacity samples of the buffers, at least the longest window */
  constructor(sampleRate: number, capacity: number) {
    this.#sampleRate = sampleRate;
    this.window = new Float64Array(capacity);
    this.segment = new Float64Array(capacity);
  }

  /** Samples of the last shaped window. */
  get length(): number {
    return this.#length;
  }

  /** Makes the window of `periods` / f0Hz seconds. */
  shape(shape: WindowShape, periods: number, f0Hz: number): void {
    const halfLength = Math.floor((periods * this.#sampleRate) / (2 * f0Hz) + 0.5);
    const { window } = this;
    const angle = (2 * Math.PI * f0Hz) / (periods * this.#sampleRate);
    const turnRe = Math.cos(angle);
    const turnIm = Math.sin(angle);
    let re = 1;
    let im = 0;
    for (let i = 0; i <= halfLength; i++) {
      const value = shape === 'hann' ? 0.5 + 0.5 * re : 0.34 + 0.5 * re + 0.16 * re * re;
      window[halfLength - i] = value;
      window[halfLength + i] = value;
      const nextRe = re * turnRe - im * turnIm;
      im = re * turnIm + im * turnRe;
      re = nextRe;
    }
    this.#length = 2 * halfLength + 1;
  }

  /** Divides the window by its root energy. */
  normalise(): void {
    let energy = 0;
    for (let i = 0; i < this.#length; i++) energy += this.window[i] * this.window[i];
    const scale = 1 / Math.sqrt(energy);
    for (let i = 0; i < this.#length; i++) this.window[i] *= scale;
  }

  /** Fills `segment` with the signal around sample `center`. */
  cut(block: SignalBlock, center: number): void {
    const { window, segment } = this;
    const length = this.#length;
    const offset = center - (length - 1) / 2 - block.firstSample;
    let segmentSum = 0;
    let windowSum = 0;
    for (let i = 0; i < length; i++) {
      const value = block.samples[offset + i] * window[i];
      segment[i] = value;
      segmentSum += value;
      windowSum += window[i];
    }
    const mean = segmentSum / windowSum;
    for (let i = 0; i < length; i++) segment[i] -= mean * window[i];
    segment.fill(0, length);
  }

  /** Divides the segment by its root energy; silence stays silence. */
  normaliseSegment(): void {
    let energy = 0;
    for (let i = 0; i < this.#length; i++) energy += this.segment[i] * this.segment[i];
    if (energy === 0) return;
    const scale = 1 / Math.sqrt(energy);
    for (let i = 0; i < this.#length; i++) this.segment[i] *= scale;
  }
}
