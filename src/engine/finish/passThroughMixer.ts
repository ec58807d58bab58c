import { frameSec } from '../../contract/recordings.ts';
import type { FrameSpan } from '../analysis/types.ts';
import { withGain } from '../converters/performanceGain.ts';
import type { AudioSource } from '../converters/types.ts';
import type { Performance } from '../perform/types.ts';
import type { PassThroughPlan } from './passThrough.ts';
import { MappedSource } from './sourceReader.ts';

/** Samples handled at once while levels are measured: memory stays flat in a long pause. */
const blockSize = 16_384;
/** The recording's level is brought to the converter's, but never moved further than this ratio (6 dB). */
const matchLimit = 2;
/** Power below which nothing is heard, so nothing is matched (-90 dB). */
const silentPower = 1e-9;

export type PassThroughInput = {
  readonly plan: PassThroughPlan;
  /** The converter's output. */
  readonly raw: AudioSource;
  /** The mono recording. */
  readonly source: AudioSource;
  readonly performance: Performance;
};

/** Lays the recording's own unvoiced sound over the converter's output, level-matched stretch by stretch. */
export class PassThroughMixer {
  readonly #input: PassThroughInput;
  readonly #mapped: MappedSource;
  readonly #gains: readonly number[];

  constructor(input: PassThroughInput) {
    this.#input = input;
    this.#mapped = new MappedSource(input.source, input.performance, input.raw.sampleRate);
    this.#gains = input.plan.spans.map((span) => this.#matchingGain(span));
  }

  /** Samples [start, start + count) of the mix; a new array. */
  read(start: number, count: number): Float32Array {
    const mixed = this.#input.raw.read(start, count).slice(0, count);
    const { spans } = this.#input.plan;
    for (let index = this.#firstSpanReaching(start); index < spans.length; index++) {
      const [first, end] = this.#samplesOf(spans[index]);
      if (first >= start + count) break;
      const from = Math.max(start, first);
      const to = Math.min(start + count, end);
      if (from < to) this.#lay(mixed.subarray(from - start, to - start), from, this.#gains[index]);
    }
    return mixed;
  }

  /** Index of the first span that ends after a sample (binary search: an hour has ten thousand). */
  #firstSpanReaching(sample: number): number {
    let low = 0;
    let high = this.#input.plan.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#samplesOf(this.#input.plan.spans[middle])[1] > sample) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The recording along the time map, as loud as the performance makes it. */
  #own(start: number, count: number): Float32Array {
    const { raw, performance } = this.#input;
    return withGain(this.#mapped.read(start, count), start, performance, raw.sampleRate * frameSec);
  }

  /** Equal-power crossfade: the two noises are alike but not the same, so their powers add. */
  #lay(mixed: Float32Array, start: number, gain: number): void {
    const own = this.#own(start, mixed.length);
    for (let i = 0; i < mixed.length; i++) {
      const angle = (this.#shareAt(start + i) * Math.PI) / 2;
      mixed[i] = mixed[i] * Math.cos(angle) + own[i] * gain * Math.sin(angle);
    }
  }

  #shareAt(sample: number): number {
    const { shares } = this.#input.plan;
    const position = sample / (this.#input.raw.sampleRate * frameSec);
    const frame = Math.floor(position);
    const last = shares.length - 1;
    const here = shares[Math.min(last, frame)];
    return here + (shares[Math.min(last, frame + 1)] - here) * (position - frame);
  }

  /** Samples [first, end) that a span touches: its shares ramp to 0 at the frames around it. */
  #samplesOf(span: FrameSpan): [number, number] {
    const samplesPerFrame = this.#input.raw.sampleRate * frameSec;
    const isLast = span.end >= this.#input.plan.shares.length;
    const end = isLast ? this.#input.raw.sampleCount : Math.ceil(span.end * samplesPerFrame);
    return [Math.max(0, Math.floor((span.start - 1) * samplesPerFrame)), Math.min(this.#input.raw.sampleCount, end)];
  }

  #matchingGain(span: FrameSpan): number {
    const { raw } = this.#input;
    const [first, end] = this.#samplesOf(span);
    let rawPower = 0;
    let ownPower = 0;
    for (let start = first; start < end; start += blockSize) {
      const count = Math.min(blockSize, end - start);
      const own = this.#own(start, count);
      const converted = raw.read(start, count);
      for (let i = 0; i < count; i++) {
        rawPower += converted[i] ** 2;
        ownPower += own[i] ** 2;
      }
    }
    if (ownPower / (end - first) < silentPower || rawPower / (end - first) < silentPower) return 1;
    return Math.max(1 / matchLimit, Math.min(matchLimit, Math.sqrt(rawPower / ownPower)));
  }
}
