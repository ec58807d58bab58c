import type { PiecewiseSignal } from '../models/piecewiseSignal.ts';
import { planWindows, type FrameWindow, type WindowSizes } from '../models/planWindows.ts';
import type { ModelReference, RunModel } from '../models/types.ts';
import { contentFrameCount, contentHop, contentReach } from './frames.ts';
import { measureTaps, type TapMoments } from './tapMoments.ts';

const windowSizes: WindowSizes = { frames: 750, contextFrames: 75 };

/** Rows [start, start + count) of a recording's features: [count × width]. */
export type FeatureBlock = { readonly start: number; readonly width: number; readonly features: Float32Array };

export type ContentFeatureSettings = {
  readonly signal: PiecewiseSignal;
  readonly runModel: RunModel;
  /** One of the networks of buildContentVec. */
  readonly model: ModelReference;
  /** Blocks that end at or before this frame are left out. */
  readonly fromFrame?: number;
  readonly onProgress?: (doneRatio: number) => void;
};

/**
 * Content features of a whole recording at 16 kHz, contentFrameCount(sampleCount) rows in blocks in order. Frame i belongs
 * to the 20 ms from sample 320 · i; the recording is continued with silence so that none is lost. Blocks and their bits
 * depend on the recording only, not on where reading starts.
 */
export async function* contentFeatureBlocks(settings: ContentFeatureSettings): AsyncGenerator<FeatureBlock, void> {
  const { signal, fromFrame = 0 } = settings;
  const frameCount = contentFrameCount(signal.sampleCount);
  const windows = planWindows(frameCount, windowSizes).filter(({ keepEnd }) => keepEnd > fromFrame);
  if (windows.length === 0) return;
  const moments = await measureTaps(signal, (frameCount - 1) * contentHop + contentReach);
  for (const window of windows) {
    yield await runWindow(settings, window, moments);
    settings.onProgress?.(window.keepEnd / frameCount);
  }
}

async function runWindow(
  { signal, runModel, model }: ContentFeatureSettings,
  { start, end, keepStart, keepEnd }: FrameWindow,
  moments: TapMoments,
): Promise<FeatureBlock> {
  const audio = await signal.read(start * contentHop, (end - start - 1) * contentHop + contentReach);
  const { features, width } = await runContentVec(audio, moments, runModel, model);
  return { start: keepStart, width, features: features.slice((keepStart - start) * width, (keepEnd - start) * width) };
}

/**
 * Features of a signal that goes through the network in one piece, as the original does with its segments. It has no frame
 * for the last samples: networkFrameCount(samples.length) rows.
 * @param samples at 16 kHz, at least 400
 */
export async function wholeContentFeatures(
  samples: Float32Array,
  runModel: RunModel,
  model: ModelReference,
): Promise<FeatureBlock> {
  const signal = { read: (start: number, count: number) => samples.subarray(start, start + count) };
  return { start: 0, ...(await runContentVec(samples, await measureTaps(signal, samples.length), runModel, model)) };
}

async function runContentVec(
  audio: Float32Array,
  { mean, root }: TapMoments,
  runModel: RunModel,
  model: ModelReference,
): Promise<{ readonly width: number; readonly features: Float32Array }> {
  const { features } = await runModel(model, {
    // A copy, because a reader may use its array again.
    audio: { data: audio.slice(), dims: [1, audio.length] },
    tapMean: { data: mean, dims: [mean.length, 1] },
    tapRoot: { data: root, dims: [mean.length, mean.length] },
  });
  const width = features?.dims[2];
  if (!(features?.data instanceof Float32Array) || width === undefined)
    throw new TypeError('the network gave no features');
  return { width, features: features.data };
}
