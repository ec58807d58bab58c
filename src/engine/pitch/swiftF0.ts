import { framesPerSec } from '../analysis/frames.ts';
import type { RunModel } from '../models/types.ts';
import type { PitchExtractorModule, RawPitch } from './types.ts';

const sampleRate = 16_000;
const hopSamples = 256;
/**
 * Frames read on both sides of a window and thrown away. Measured: from 12 on the network gives the very same
 * bits for a window as for the whole recording; its view is bounded.
 */
const contextFrames = 16;
/** 16.4 s: long enough that the context costs 3 %, short enough that memory stays a few megabytes. */
const windowFrames = 1024;
const rangeHz = { min: 46.875, max: 2093.75 } as const;
/** Neighbours further apart than this (octaves) are not joined by a line: one of them is a wrong guess. */
const widestStepOctaves = 0.25;

/** One value per network frame; frame k is centred at k · 16 ms. */
export type NetworkPitch = { readonly f0Hz: Float64Array; readonly confidence: Float32Array };

/**
 * SwiftF0 (Nieradzik 2025), a small convolutional pitch network, 46.9–2093.8 Hz. The signal goes through it in windows,
 * bit for bit as if it went through whole.
 */
export const swiftF0: PitchExtractorModule = {
  id: 'swift-f0',
  version: '0.3.0',
  label: { en: 'SwiftF0', 'pt-BR': 'SwiftF0' },
  models: ['swift-f0'],
  sampleRate,
  async extract(signal, frameCount, runModel, onProgress) {
    const pitch = await networkPitch(signal, runModel, onProgress);
    return toFrameGrid(pitch, frameCount);
  },
};

/**
 * The network's own frames: floor(sampleCount / 256), at least 1.
 * @param signal at 16 kHz
 */
export async function networkPitch(
  signal: Parameters<PitchExtractorModule['extract']>[0],
  runModel: RunModel,
  onProgress: (doneRatio: number) => void,
): Promise<NetworkPitch> {
  const frameCount = Math.max(1, Math.floor(signal.sampleCount / hopSamples));
  const f0Hz = new Float64Array(frameCount);
  const confidence = new Float32Array(frameCount);
  for (let from = 0; from < frameCount; from += windowFrames) {
    const to = Math.min(frameCount, from + windowFrames);
    const first = Math.max(0, from - contextFrames);
    const startSample = first * hopSamples;
    // The last window ends where the signal ends, with its odd samples, as the whole would.
    const endSample =
      to === frameCount ? signal.sampleCount : Math.min(signal.sampleCount, (to + contextFrames) * hopSamples);
    const count = Math.max(hopSamples, endSample - startSample);
    const audio = Float32Array.from(await signal.read(startSample, count));
    const found = await runSwiftF0(audio, runModel);
    f0Hz.set(found.f0Hz.subarray(from - first, to - first), from);
    confidence.set(found.confidence.subarray(from - first, to - first), from);
    onProgress(to / frameCount);
  }
  return { f0Hz, confidence };
}

async function runSwiftF0(audio: Float32Array, runModel: RunModel): Promise<NetworkPitch> {
  const outputs = await runModel('swift-f0', {
    audio: { data: audio, dims: [1, audio.length] },
    fmin: { data: Float32Array.of(rangeHz.min), dims: [] },
    fmax: { data: Float32Array.of(rangeHz.max), dims: [] },
  });
  const { pitch, confidence } = outputs;
  if (!pitch || !confidence) throw new TypeError('swift-f0 gave no pitch or no confidence');
  return { f0Hz: Float64Array.from(pitch.data), confidence: Float32Array.from(confidence.data) };
}

/**
 * From 16 ms to the 5 ms grid: pitch log-linear, confidence linear. Where two neighbours lie more than a quarter octave
 * apart the better one is held instead, so no frame gets a pitch that neither of them has.
 */
export function toFrameGrid(pitch: NetworkPitch, frameCount: number): RawPitch {
  const f0Hz = new Float64Array(frameCount);
  const confidence = new Float32Array(frameCount);
  const last = pitch.f0Hz.length - 1;
  for (let frame = 0; frame < frameCount; frame++) {
    const position = Math.min(last, (frame * sampleRate) / (framesPerSec * hopSamples));
    const left = Math.floor(position);
    const right = Math.min(last, left + 1);
    const part = position - left;
    const step = Math.log2(pitch.f0Hz[right] / pitch.f0Hz[left]);
    const leftWeight = (1 - part) * pitch.confidence[left];
    const rightWeight = part * pitch.confidence[right];
    const isLine = Math.abs(step) <= widestStepOctaves;
    f0Hz[frame] = isLine ? pitch.f0Hz[left] * 2 ** (part * step) : pitch.f0Hz[leftWeight >= rightWeight ? left : right];
    confidence[frame] = leftWeight + rightWeight;
  }
  return { f0Hz, confidence };
}
