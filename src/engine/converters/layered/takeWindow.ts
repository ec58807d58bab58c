import type { LayerSound } from '../resynth/layerSound.ts';
import type { AudioSource, Chunk, Converter } from '../types.ts';

/** Samples asked of a converter at once that has no wish of its own, seconds. */
const stepSec = 1;

/**
 * A stretch of what a converter sings, to be read at once: it is rendered forwards as the window moves on, and again only
 * where the window moves back.
 */
export class TakeWindow implements AudioSource, LayerSound {
  readonly sampleRate: number;
  readonly sampleCount: number;
  readonly #converter: Converter;
  #chunks: AsyncIterator<Chunk> | null = null;
  #start = 0;
  #samples: Float32Array<ArrayBuffer> = new Float32Array(0);

  constructor(converter: Converter) {
    this.#converter = converter;
    this.sampleRate = converter.sampleRate;
    this.sampleCount = converter.sampleCount;
  }

  /** Moves the window to samples [start, end), as far as they exist. */
  async moveTo(start: number, end: number): Promise<void> {
    const from = Math.min(Math.max(0, start), this.sampleCount);
    const to = Math.min(Math.max(from, end), this.sampleCount);
    if (!this.#chunks || from < this.#start || from > this.#end) this.#restart(from);
    this.#samples = this.#samples.slice(from - this.#start);
    this.#start = from;
    while (this.#end < to) await this.#extend();
  }

  read(start: number, count: number): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(count);
    const from = Math.max(0, start);
    const to = Math.min(this.sampleCount, start + count);
    if (to <= from) return samples;
    if (from < this.#start || to > this.#end) throw new Error('Samples outside the window were asked for');
    samples.set(this.#samples.subarray(from - this.#start, to - this.#start), from - start);
    return samples;
  }

  /** Samples [start, end), as a layer gives them. */
  render(start: number, end: number): Float32Array<ArrayBuffer> {
    return this.read(start, end - start);
  }

  get #end(): number {
    return this.#start + this.#samples.length;
  }

  #restart(from: number): void {
    const { sampleRate } = this;
    const chunkSamples = this.#converter.chunkSamplesAt ?? (() => stepSec * sampleRate);
    this.#chunks = this.#converter.render({ startSample: from, resume: null }, chunkSamples)[Symbol.asyncIterator]();
    this.#start = from;
    this.#samples = new Float32Array(0);
  }

  async #extend(): Promise<void> {
    const next = await this.#chunks?.next();
    if (!next || next.done === true) throw new Error('The converter ended before its last sample');
    const { samples } = next.value;
    const joined = new Float32Array(this.#samples.length + samples.length);
    joined.set(this.#samples);
    joined.set(samples, this.#samples.length);
    this.#samples = joined;
  }
}
