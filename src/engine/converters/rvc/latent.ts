import type { FrameSpan } from '../../analysis/types.ts';
import { contextFrames } from './segments.ts';

/** z of frames [start, end), row-major [channels × frames]. */
export type EncodeFrames = (start: number, end: number) => Promise<Float32Array>;

/** Latents kept: two blocks side by side and their context touch three stretches at most. */
const keptSegments = 3;

/**
 * The latent of a whole take, encoded stretch by stretch where it is read and joined on one time line. The decoder sees no
 * joint but a slightly different context, so nothing has to be cross-faded in the sound.
 */
export class LatentTrack {
  readonly #segments: readonly FrameSpan[];
  readonly #frameCount: number;
  readonly #channels: number;
  readonly #encode: EncodeFrames;
  readonly #kept = new Map<number, Promise<Float32Array>>();

  constructor(segments: readonly FrameSpan[], channels: number, encode: EncodeFrames) {
    this.#segments = segments;
    this.#frameCount = segments.at(-1)?.end ?? 0;
    this.#channels = channels;
    this.#encode = encode;
  }

  /** Frames [start, end) inside the take: [channels × (end - start)]. */
  async read(start: number, end: number): Promise<Float32Array<ArrayBuffer>> {
    const count = end - start;
    const z = new Float32Array(this.#channels * count);
    for (let index = 0; index < this.#segments.length; index++) {
      const segment = this.#segments[index];
      const from = Math.max(start, segment.start);
      const to = Math.min(end, segment.end);
      if (from >= to) continue;
      const encoded = await this.#segmentAt(index);
      const length = segment.end - segment.start;
      for (let channel = 0; channel < this.#channels; channel++) {
        const row = channel * length - segment.start;
        z.set(encoded.subarray(row + from, row + to), channel * count + from - start);
      }
    }
    return z;
  }

  #segmentAt(index: number): Promise<Float32Array> {
    const known = this.#kept.get(index);
    if (known) return known;
    const made = this.#encodeSegment(this.#segments[index]);
    this.#kept.set(index, made);
    // One that failed is tried again by whoever asks next.
    made.catch(() => this.#kept.delete(index));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptSegments && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }

  /** Encoded with its context, which is thrown away. */
  async #encodeSegment(segment: FrameSpan): Promise<Float32Array> {
    const first = Math.max(0, segment.start - contextFrames);
    const last = Math.min(this.#frameCount, segment.end + contextFrames);
    const wide = await this.#encode(first, last);
    const length = segment.end - segment.start;
    const z = new Float32Array(this.#channels * length);
    for (let channel = 0; channel < this.#channels; channel++) {
      const from = channel * (last - first) + segment.start - first;
      z.set(wide.subarray(from, from + length), channel * length);
    }
    return z;
  }
}
