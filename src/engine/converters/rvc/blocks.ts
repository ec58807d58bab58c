import { AppError } from '../../../contract/errors.ts';
import type { FrameSpan } from '../../analysis/types.ts';

/** Samples of frames [start, end) at the voice's rate. */
export type SingFrames = (start: number, end: number) => Promise<Float32Array>;

/**
 * Frames that are decoded at once: memory, about 100 MB a second, stays small, and a cancel comes within two seconds' work.
 * What a block needs of its neighbours costs next to nothing (synthesizer/reach.ts). The first two are half as long, so
 * that the first sound comes sooner.
 */
const blockFrames = 200;
const firstFrames = 100;
/** Out of memory below this is out of memory. */
const smallestBlockFrames = 50;

/** The block that a frame lies in: a pure function of the position. */
export function blockAt(frame: number): FrameSpan {
  const frames = frame < blockFrames ? firstFrames : blockFrames;
  const start = Math.floor(frame / frames) * frames;
  return { start, end: start + frames };
}

/**
 * Sings block by block and keeps the last one, so that however a take is cut, its samples are the same. While a block is
 * handed on, the next one is sung already: a host has threads for two.
 */
export class BlockTrack {
  readonly #frameCount: number;
  readonly #sing: SingFrames;
  #current: SungBlock | null = null;
  #next: SungBlock | null = null;

  constructor(frameCount: number, sing: SingFrames) {
    this.#frameCount = frameCount;
    this.#sing = sing;
  }

  /** Samples [start, end) of the take. */
  async read(start: number, end: number, samplesPerFrame: number): Promise<Float32Array<ArrayBuffer>> {
    const samples = new Float32Array(end - start);
    for (let sample = start; sample < end;) {
      const block = blockAt(Math.floor(sample / samplesPerFrame));
      const sung = await this.#blockFrom(block);
      const offset = sample - block.start * samplesPerFrame;
      const to = Math.min(end, block.end * samplesPerFrame);
      samples.set(sung.subarray(offset, offset + to - sample), sample - start);
      sample = to;
    }
    return samples;
  }

  #blockFrom(block: FrameSpan): Promise<Float32Array> {
    if (this.#current?.start !== block.start) {
      this.#current = this.#next?.start === block.start ? this.#next : this.#begin(block);
      this.#next = block.end < this.#frameCount ? this.#begin(blockAt(block.end)) : null;
    }
    return this.#current.samples;
  }

  #begin({ start, end }: FrameSpan): SungBlock {
    const samples = singHalving(this.#sing, start, Math.min(end, this.#frameCount));
    // A block that nobody comes to ask for, after a cancel, fails unheard.
    samples.catch(() => undefined);
    return { start, samples };
  }
}

type SungBlock = { readonly start: number; readonly samples: Promise<Float32Array> };

/** Where a device's memory does not suffice, half as much at once is tried, down to half a second. */
async function singHalving(sing: SingFrames, start: number, end: number): Promise<Float32Array> {
  try {
    return await sing(start, end);
  } catch (error) {
    const isMemory = error instanceof AppError && error.code === 'OUT_OF_MEMORY';
    if (!isMemory || end - start < 2 * smallestBlockFrames) throw error;
    const middle = (start + end) >> 1;
    const parts = [await singHalving(sing, start, middle), await singHalving(sing, middle, end)];
    const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      joined.set(part, offset);
      offset += part.length;
    }
    return joined;
  }
}
