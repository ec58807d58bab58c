import type { ModelReference, RunModel } from '../../models/types.ts';
import type { HarmonicSource } from './harmonicSource.ts';
import type { DecoderReach } from './reach.ts';

export type EncoderInput = {
  /** Content features, 100 rows a second, row-major. */
  readonly features: { readonly values: Float32Array; readonly width: number };
  /** 1 … 255 for every row; null for a voice without pitch. */
  readonly pitchClasses: Float32Array | null;
  /** Standard normal, (channels, frames): latentNoise. */
  readonly noise: Float32Array;
  /** Row of the voice's speaker table. */
  readonly speaker: number;
};

/** One segment through the encoder's network. @returns z, (channels, frames) */
export async function encodeLatent(
  runModel: RunModel,
  encoder: ModelReference,
  { features, pitchClasses, noise, speaker }: EncoderInput,
): Promise<Float32Array> {
  const frameCount = features.values.length / features.width;
  const { z } = await runModel(encoder, {
    phone: { data: features.values, dims: [1, frameCount, features.width] },
    ...(pitchClasses && { pitch: { data: pitchClasses, dims: [1, frameCount] } }),
    noise: { data: noise, dims: [1, noise.length / frameCount, frameCount] },
    speaker: { data: Float32Array.of(speaker), dims: [1] },
  });
  if (!z) throw new TypeError('the encoder gave no z');
  return Float32Array.from(z.data);
}

/** What a decoder sings from: a recording's latent and its source on one timeline of 10 ms frames. */
export type DecoderScore = {
  readonly frameCount: number;
  /** (channels, frames) of frames [startFrame, endFrame). */
  readonly readLatent: (startFrame: number, endFrame: number) => Float32Array;
  /** null for a voice without pitch. */
  readonly source: HarmonicSource | null;
  readonly speaker: number;
};

export type DecoderNetwork = {
  readonly runModel: RunModel;
  readonly decoder: ModelReference;
  readonly reach: DecoderReach;
  readonly samplesPerFrame: number;
};

/**
 * The sound of frames [startFrame, endFrame), the same whatever the cut (to about 5e-7): the decoder is run with all it can
 * see on both sides, and only the recording's true ends get none.
 *
 * @returns samples at the voice's rate, mono
 */
export async function decodeFrames(
  { runModel, decoder, reach, samplesPerFrame }: DecoderNetwork,
  { frameCount, readLatent, source, speaker }: DecoderScore,
  startFrame: number,
  endFrame: number,
): Promise<Float32Array> {
  const first = Math.max(0, startFrame - reach.whole);
  const end = Math.min(frameCount, endFrame + reach.whole);
  const trim = {
    left: Math.max(0, startFrame - reach.afterFirstStage) - first,
    right: end - Math.min(frameCount, endFrame + reach.afterFirstStage),
  };
  const latent = readLatent(first, end);
  const sourceSamples = source?.read(first * samplesPerFrame, end * samplesPerFrame);
  const { audio } = await runModel(decoder, {
    z: { data: latent, dims: [1, latent.length / (end - first), end - first] },
    ...(sourceSamples && { source: { data: sourceSamples, dims: [1, 1, sourceSamples.length] } }),
    speaker: { data: Float32Array.of(speaker), dims: [1] },
    trim: { data: Float32Array.of(trim.left, trim.right), dims: [2] },
  });
  if (!audio) throw new TypeError('the decoder gave no audio');
  const from = (startFrame - first - trim.left) * samplesPerFrame;
  return Float32Array.from(audio.data.subarray(from, from + (endFrame - startFrame) * samplesPerFrame));
}
