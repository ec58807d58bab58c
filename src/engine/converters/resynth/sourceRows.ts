import { BandInterpolator, noiseFrameDb } from '../../vocoder/bands.ts';
import type { AudioSource, VocoderFrames } from '../types.ts';

const framesPerBlock = 32;
const blocksKept = 8;
/** How far a voiced frame that is not all noise is looked for, frames. */
const voicedSearchFrames = 200;
const cleanSearchFrames = 8;
/** Frames to either side in the mean that steadies a stretched aperiodicity. */
const steadyReach = 2;

/** Frames around the one asked for that may be read, at most. */
export const rowReachFrames = voicedSearchFrames + cleanSearchFrames + steadyReach + framesPerBlock;

type Block = {
  readonly index: number;
  readonly logPower: Float64Array;
  readonly bandsDb: Float32Array;
  /** Rows made when first asked for. */
  readonly ratios: Map<number, Float64Array>;
  readonly powers: Map<number, Float64Array>;
};

/** Where formants go and what the spectrum gains on the way: one value per bin, natural log power. */
export type EnvelopeShape = { readonly formantRatio: number; readonly logGain: Float64Array };

/**
 * The recording's frames as the synthesis wants them: envelope with moved formants, aperiodicity per
 * bin. Frames are read in fixed blocks, of which the last few are kept.
 */
export class SourceRows {
  readonly #vocoder: VocoderFrames;
  readonly #f0Hz: Float64Array;
  readonly #shape: EnvelopeShape;
  readonly #binCount: number;
  readonly #bands: BandInterpolator;
  #blocks: readonly Block[] = [];

  /** @param f0Hz [frames] the recording's own pitch */
  constructor(
    source: Pick<AudioSource, 'sampleRate'>,
    vocoder: VocoderFrames,
    f0Hz: Float64Array,
    shape: EnvelopeShape,
  ) {
    this.#vocoder = vocoder;
    this.#f0Hz = f0Hz;
    this.#shape = shape;
    this.#binCount = vocoder.fftSize / 2 + 1;
    this.#bands = new BandInterpolator(source.sampleRate, vocoder.fftSize);
  }

  get lastFrame(): number {
    return this.#f0Hz.length - 1;
  }

  /** Adds weight × log power of a frame to `sum`. */
  addLogPower(frame: number, weight: number, sum: Float64Array): void {
    const { logPower } = this.#blockOf(frame);
    const offset = (frame % framesPerBlock) * this.#binCount;
    for (let bin = 0; bin < sum.length; bin++) sum[bin] += weight * logPower[offset + bin];
  }

  /** Adds weight × power of a frame to `sum`. */
  addPower(frame: number, weight: number, sum: Float64Array): void {
    const block = this.#blockOf(frame);
    const row = frame % framesPerBlock;
    let power = block.powers.get(row);
    if (!power) {
      power = block.logPower.slice(row * this.#binCount, (row + 1) * this.#binCount).map(Math.exp);
      block.powers.set(row, power);
    }
    for (let bin = 0; bin < sum.length; bin++) sum[bin] += weight * power[bin];
  }

  /** Adds weight × noise ratio of a frame to `sum`; a frame without voice lends it from the nearest with. */
  addNoiseRatio(frame: number, weight: number, sum: Float64Array): void {
    const row = this.#noiseRatio(this.#voicedFrameFor(frame));
    for (let bin = 0; bin < sum.length; bin++) sum[bin] += weight * row[bin];
  }

  /** The same with the mean of the neighbouring frames, for sound that is stretched. */
  addSteadyNoiseRatio(frame: number, weight: number, sum: Float64Array): void {
    const share = weight / (2 * steadyReach + 1);
    for (let i = -steadyReach; i <= steadyReach; i++) {
      this.addNoiseRatio(Math.min(Math.max(frame + i, 0), this.lastFrame), share, sum);
    }
  }

  #noiseRatio(frame: number): Float64Array {
    const block = this.#blockOf(frame);
    const row = frame % framesPerBlock;
    const known = block.ratios.get(row);
    if (known) return known;
    const ratios = new Float64Array(this.#binCount);
    this.#bands.interpolate(block.bandsDb, row, ratios);
    block.ratios.set(row, ratios);
    return ratios;
  }

  #voicedFrameFor(frame: number): number {
    if (this.#f0Hz[frame] > 0) return frame;
    for (let distance = 1; distance <= voicedSearchFrames; distance++) {
      for (const direction of [-1, 1]) {
        if (this.#f0Hz[frame + direction * distance] > 0) {
          return this.#cleanFrameFrom(frame + direction * distance, direction);
        }
      }
    }
    return frame;
  }

  /** The ends of voiced runs are often all noise: goes on into the run to the first frame that is not. */
  #cleanFrameFrom(frame: number, direction: number): number {
    for (let i = 0; i < cleanSearchFrames; i++) {
      const candidate = frame + direction * i;
      if (!(this.#f0Hz[candidate] > 0)) break;
      const bandsDb = this.#blockOf(candidate).bandsDb;
      if (bandsDb[(candidate % framesPerBlock) * this.#vocoder.bandCount] < noiseFrameDb) return candidate;
    }
    return frame;
  }

  #blockOf(frame: number): Block {
    const index = Math.floor(frame / framesPerBlock);
    const kept = this.#blocks.find((block) => block.index === index);
    if (kept) return kept;
    const block = this.#load(index);
    this.#blocks = [block, ...this.#blocks.slice(0, blocksKept - 1)];
    return block;
  }

  #load(index: number): Block {
    const start = index * framesPerBlock;
    const count = Math.min(framesPerBlock, this.#f0Hz.length - start);
    const { logEnvelope, bandAperiodicityDb } = this.#vocoder.read(start, count);
    const logPower = new Float64Array(count * this.#binCount);
    for (let row = 0; row < count; row++) this.#shapeRow(logEnvelope, row * this.#binCount, logPower);
    return { index, logPower, bandsDb: bandAperiodicityDb.slice(), ratios: new Map(), powers: new Map() };
  }

  /** env'(f) = env(f / ratio) + gain; beyond the highest known frequency its value holds. */
  #shapeRow(logEnvelope: Float32Array, offset: number, logPower: Float64Array): void {
    const { formantRatio, logGain } = this.#shape;
    const lastBin = this.#binCount - 1;
    for (let bin = 0; bin <= lastBin; bin++) {
      const position = Math.min(bin / formantRatio, lastBin);
      const below = Math.min(Math.floor(position), lastBin - 1);
      const low = logEnvelope[offset + below];
      const high = logEnvelope[offset + below + 1];
      logPower[offset + bin] = low + (position - below) * (high - low) + logGain[bin];
    }
  }
}
