import { blendFeatures, type RetrievalOptions } from '../../retrieval/blendFeatures.ts';
import type { FeatureRows } from '../../retrieval/types.ts';
import type { RetrievalIndex } from '../../voiceFiles/retrievalIndex/types.ts';
import { coarsePitch } from './coarsePitch.ts';
import { limitedPeak, sixteenBits } from './finalScale.ts';
import { highPass } from './highPass.ts';
import { mixLoudness } from './loudnessMix.ts';
import { mirrored } from './mirrored.ts';
import { protectConsonants } from './protect.ts';
import { resampleWhole } from './resampleWhole.ts';
import { doubled, paddedAudio, paddedFrames, segmentsBetween, type Segment } from './segment.ts';
import { splitPoints, type SplitOptions } from './splitPoints.ts';
import { fillUnvoiced } from './unvoicedPitch.ts';

/*
 * What the Python programs make of a recording, step by step and with their habits: cut at quiet places, no cross-fade, a
 * frame or two lost at every joint. Two programs, two modes: the original of 2026 fills the pitch of unvoiced frames and
 * ends in 16 bits; the newer community program does neither and measures quiet differently.
 */
const modes = {
  original: { withVoicing: fillUnvoiced, quietRule: 'sum-of-magnitudes', finish: throughSixteenBits },
  applio: { withVoicing: (f0Hz: Float64Array) => f0Hz, quietRule: 'magnitude-of-sum', finish: limitedPeak },
} as const;
export type OriginalMode = keyof typeof modes;

export type OriginalOptions = {
  readonly mode: OriginalMode;
  /** Mirrored signal that every segment is converted with on both sides, and that is cut off afterwards. */
  readonly padSec: number;
  readonly split: SplitOptions;
  readonly pitchShiftSemitones: number;
  readonly retrieval: (RetrievalOptions & { readonly index: RetrievalIndex }) | null;
  /** 0 … 0.5, where 0.5 is off. */
  readonly protectRatio: number;
  /** 1 leaves the loudness of the output alone, 0 takes the recording's. */
  readonly loudnessMix: number;
  /** null: the voice's own rate. */
  readonly outputRate: number | null;
};

/** What a voice sings from, frames of 10 ms. */
export type SungSegment = {
  /** Its number, 0 first. */
  readonly index: number;
  readonly features: FeatureRows;
  /** Pitch classes 1 … 255 and pitch in Hz, 0 = unvoiced; null for a voice without pitch. */
  readonly pitch: { readonly classes: Float32Array<ArrayBuffer>; readonly f0Hz: Float64Array<ArrayBuffer> } | null;
};

/** The networks, each on a whole signal at 16 kHz. */
export type OriginalNetworks = {
  readonly voiceRate: number;
  /** Features at 50 frames a second. */
  contentFeatures(audio: Float32Array<ArrayBuffer>): Promise<FeatureRows>;
  /** Pitch in Hz at 100 frames a second, 0 = unvoiced; null for a voice without pitch. */
  readonly extractPitch: ((audio: Float32Array<ArrayBuffer>) => Promise<Float64Array<ArrayBuffer>>) | null;
  /** Samples at the voice's rate, 10 ms for every frame. */
  sing(segment: SungSegment): Promise<Float32Array>;
};

export type OriginalResult = {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  /** Of the padded signal, as the voice got it; null for a voice without pitch. */
  readonly pitch: PitchCurve | null;
};
type PitchCurve = { readonly classes: Float32Array<ArrayBuffer>; readonly f0Hz: Float64Array<ArrayBuffer> };

const sampleRate = 16_000;
const frameSamples = 160;
const protectOff = 0.5;
const highestInput = 0.95;

/**
 * The whole conversion as the original programs do it, on whole signals: memory grows with the length. For "compatible"
 * renders and as the yardstick of our own.
 *
 * @param recording mono at 16 kHz
 */
export async function originalPipeline(
  recording: Float32Array,
  networks: OriginalNetworks,
  options: OriginalOptions,
): Promise<OriginalResult> {
  const mode = modes[options.mode];
  const { filtered, segments } = originalCuts(recording, options);
  const padSamples = options.padSec * sampleRate;
  const padded = mirrored(filtered, padSamples);
  const pitch = await pitchOf(padded, networks, options);

  const pieces: Float32Array[] = [];
  for (const segment of segments) {
    const audio = paddedAudio(padded, segment, padSamples);
    const segmentPitch = pitch && slicedPitch(pitch, segment, padSamples);
    const sung = await convertSegment({ index: pieces.length, audio, pitch: segmentPitch }, networks, options);
    const padOutput = options.padSec * networks.voiceRate;
    pieces.push(sung.subarray(padOutput, sung.length - padOutput));
  }

  const joined = joinedPieces(pieces);
  const levelled =
    options.loudnessMix === 1
      ? joined
      : mixLoudness(
          { samples: filtered, sampleRate },
          { samples: joined, sampleRate: networks.voiceRate },
          options.loudnessMix,
        );
  const outputRate = options.outputRate ?? networks.voiceRate;
  const resampled =
    outputRate === networks.voiceRate ? levelled : resampleWhole(levelled, networks.voiceRate, outputRate);
  return { samples: mode.finish(resampled), sampleRate: outputRate, pitch };
}

/** The recording as the original listens to it, and its segments; the same for a length told beforehand and a render. */
export function originalCuts(
  recording: Float32Array,
  { mode, split }: Pick<OriginalOptions, 'mode' | 'split'>,
): { readonly filtered: Float64Array<ArrayBuffer>; readonly segments: readonly Segment[] } {
  const filtered = highPass(withinPeak(recording));
  return { filtered, segments: segmentsBetween(splitPoints(filtered, split, modes[mode].quietRule)) };
}

/** Turned down where it comes within 5 % of clipping. */
function withinPeak(samples: Float32Array): Float32Array {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak > highestInput ? samples.map((sample) => sample / (peak / highestInput)) : samples;
}

async function pitchOf(
  padded: Float64Array,
  { extractPitch }: OriginalNetworks,
  { mode, pitchShiftSemitones }: OriginalOptions,
): Promise<PitchCurve | null> {
  if (!extractPitch) return null;
  const found = await extractPitch(Float32Array.from(padded));
  const f0Hz = Float64Array.from(modes[mode].withVoicing(found), (hz) => hz * 2 ** (pitchShiftSemitones / 12));
  return { f0Hz, classes: coarsePitch(f0Hz) };
}

function slicedPitch(pitch: PitchCurve, segment: Segment, padSamples: number): PitchCurve {
  return {
    classes: Float32Array.from(paddedFrames(pitch.classes, segment, padSamples)),
    f0Hz: paddedFrames(pitch.f0Hz, segment, padSamples),
  };
}

type SegmentInput = {
  readonly index: number;
  readonly audio: Float32Array<ArrayBuffer>;
  readonly pitch: PitchCurve | null;
};

/** One segment with its padding. The feature network has no frame for the last 10 to 20 ms, so neither has the result. */
async function convertSegment(
  { index, audio, pitch }: SegmentInput,
  networks: OriginalNetworks,
  { retrieval, protectRatio }: OriginalOptions,
): Promise<Float32Array> {
  const heard = await networks.contentFeatures(audio);
  const moved = retrieval ? blendFeatures(heard, retrieval.index, retrieval) : heard;
  const frameCount = Math.min(Math.floor(audio.length / frameSamples), (2 * heard.values.length) / heard.width);
  const features = doubled(moved, frameCount);
  const ownPitch = pitch && {
    classes: pitch.classes.slice(0, frameCount),
    f0Hz: pitch.f0Hz.slice(0, frameCount),
  };
  if (ownPitch && protectRatio < protectOff) {
    protectConsonants(features.values, doubled(heard, frameCount).values, ownPitch.f0Hz, protectRatio);
  }
  return networks.sing({ index, features, pitch: ownPitch });
}

function joinedPieces(pieces: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return joined;
}

function throughSixteenBits(samples: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(sixteenBits(samples), (sample) => sample / 32_768);
}
