import type { PiecewiseSignal } from '../models/piecewiseSignal.ts';
import { planWindows, type FrameWindow, type WindowSizes } from '../models/planWindows.ts';
import type { ModelReference, RunModel } from '../models/types.ts';
import { contentFrameCount, contentHop, contentReach } from './frames.ts';
import { measureTaps, type TapMoments } from './tapMoments.ts';

/**
 * At most 15 s, about the longest that networks of this family are trained on, with 1.5 s on either side thrown away. Measured against
 * the recording gone through whole, on a network of full size with random weights and on speech with pauses and changing
 * level, relative difference of a frame (median, 95 %, most):
 * - without attention: 0 with 64 frames or more, the reach of the convolution that knows positions; 4 % at most with 63,
 *   27 % with 40. Were the first layer normalised in each window: 20 %, 47 %, 73 %.
 * - with a quarter of the attention 14 %, 20 %, 24 %, whatever the context: random attention is an average over all there is.
 *   What trained attention makes of 15 s instead of minutes can be heard only with the real weights; it shows as a step
 *   between windows, which is why they fade into each other.
 */
const windowSizes: WindowSizes = { frames: 750, contextFrames: 76 };
/** Frames before and after the middle of an overlap over which one window's features go over into the next one's. */
const fadeFrames = 12;

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
  const { signal, fromFrame = 0, onProgress } = settings;
  const frameCount = contentFrameCount(signal.sampleCount);
  const windows = planWindows(frameCount, windowSizes);
  const firstWanted = windows.findIndex(({ keepEnd }) => blockEnd(keepEnd, frameCount) > fromFrame);
  if (firstWanted < 0) return;
  const moments = await measureTaps(signal, paddedCount(frameCount));
  let before: WindowFeatures | null = null;
  // The first block wanted begins with a fade from the window before it.
  for (let index = Math.max(0, firstWanted - 1); index < windows.length; index++) {
    const window = await runWindow(settings, windows[index], moments);
    if (index >= firstWanted) {
      yield joinedBlock(before, window, frameCount);
      onProgress?.(blockEnd(window.keepEnd, frameCount) / frameCount);
    }
    before = window;
  }
}

type WindowFeatures = FrameWindow & { readonly width: number; readonly features: Float32Array };

/** A block ends where the fade into the next window begins. */
function blockEnd(keepEnd: number, frameCount: number): number {
  return keepEnd === frameCount ? frameCount : keepEnd - fadeFrames;
}

function joinedBlock(before: WindowFeatures | null, window: WindowFeatures, frameCount: number): FeatureBlock {
  const { width } = window;
  const start = before ? window.keepStart - fadeFrames : 0;
  const end = blockEnd(window.keepEnd, frameCount);
  const features = window.features.slice((start - window.start) * width, (end - window.start) * width);
  if (!before) return { start, width, features };
  const fadeEnd = Math.min(end, start + 2 * fadeFrames);
  const old = before.features.subarray((start - before.start) * width, (fadeEnd - before.start) * width);
  for (let i = 0; i < old.length; i++) {
    const share = (Math.floor(i / width) + 0.5) / (2 * fadeFrames);
    features[i] = old[i] + share * (features[i] - old[i]);
  }
  return { start, width, features };
}

/** Samples that the network needs for a number of frames. */
function paddedCount(frameCount: number): number {
  return (frameCount - 1) * contentHop + contentReach;
}

async function runWindow(
  { signal, runModel, model }: ContentFeatureSettings,
  window: FrameWindow,
  moments: TapMoments,
): Promise<WindowFeatures> {
  const audio = await signal.read(window.start * contentHop, paddedCount(window.end - window.start));
  return { ...window, ...(await runContentVec(audio, moments, runModel, model)) };
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
