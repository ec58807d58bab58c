import { AppError } from '../../../contract/errors.ts';

/** Samples of frames [start, end) at the voice's rate. */
export type SingFrames = (start: number, end: number) => Promise<Float32Array>;

/**
 * Frames that are decoded at once: the first sound and a cancel come within about two seconds' work, and memory, about
 * 100 MB a second, stays small. What a block needs of its neighbours costs next to nothing (synthesizer/reach.ts).
 */
const blockFrames = 200;
/** Out of memory below this is out of memory. */
const smallestBlockFrames = 50;

/** The block that a frame lies in: a pure function of the position. */
export function blockAt(frame: number): { readonly start: number; readonly end: number } {
  const start = Math.floor(frame / blockFrames) * blockFrames;
  return { start, end: start + blockFrames };
}

/** Sings block by block and keeps the last one, so that however a take is cut, its samples are the same. */
export class BlockTrack {
  readonly #frameCount: number;
  readonly #sing: SingFrames;
  #start = -1;
  #samples: Float32Array = new Float32Array(0);

  constructor(frameCount: number, sing: SingFrames) {
    this.#frameCount = frameCount;
    this.#sing = sing;
  }

  /** Samples [start, end) of the take. */
  async read(start: number, end: number, samplesPerFrame: number): Promise<Float32Array<ArrayBuffer>> {
    const samples = new Float32Array(end - start);
    for (let sample = start; sample < end;) {
      const block = blockAt(Math.floor(sample / samplesPerFrame));
      if (block.start !== this.#start) {
        this.#samples = await singHalving(this.#sing, block.start, Math.min(block.end, this.#frameCount));
        this.#start = block.start;
      }
      const offset = sample - block.start * samplesPerFrame;
      const to = Math.min(end, block.end * samplesPerFrame);
      samples.set(this.#samples.subarray(offset, offset + to - sample), sample - start);
      sample = to;
    }
    return samples;
  }
}

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
