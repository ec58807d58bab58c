import type { PiecewiseSignal } from '../../models/piecewiseSignal.ts';
import { planWindows, type FrameWindow, type WindowSizes } from '../../models/planWindows.ts';
import type { ModelReference, RunModel } from '../../models/types.ts';
import { decodeSalience, salienceBinCount, voicedSalience, type SaliencePitch } from './decodeSalience.ts';
import { melBandCount, melFrames, rmvpeFrameCount } from './melFrames.ts';

/** The network halves time five times; what is not a whole number of these is filled up with zeros. */
export const groupFrames = 32;

export type RmvpeSettings = {
  readonly signal: PiecewiseSignal;
  readonly runModel: RunModel;
  readonly model: ModelReference;
  readonly onProgress?: (doneRatio: number) => void;
};

/**
 * Pitch and greatest salience every 10 ms; rmvpeFrameCount(sampleCount) frames, frame k centred on sample 160 · k.
 * @param sizes whole numbers of 32 frames
 */
export async function saliencePitch(settings: RmvpeSettings, sizes: WindowSizes): Promise<SaliencePitch> {
  const frameCount = rmvpeFrameCount(settings.signal.sampleCount);
  const paddedCount = Math.ceil(frameCount / groupFrames) * groupFrames;
  const f0Hz = new Float64Array(frameCount);
  const salience = new Float32Array(frameCount);
  for (const window of planWindows(paddedCount, sizes)) {
    const { start, keepStart } = window;
    const keepEnd = Math.min(frameCount, window.keepEnd);
    const rows = await windowSalience(settings, window, frameCount);
    const kept = rows.subarray((keepStart - start) * salienceBinCount, (keepEnd - start) * salienceBinCount);
    const found = decodeSalience(kept, keepEnd - keepStart);
    f0Hz.set(found.f0Hz, keepStart);
    salience.set(found.salience, keepStart);
    settings.onProgress?.(keepEnd / frameCount);
  }
  return { f0Hz, salience };
}

/**
 * Pitch every 10 ms as the original programs give it: the whole recording in one piece (memory grows with it), 0 where
 * there is no voice.
 */
export async function rmvpePitch(settings: RmvpeSettings): Promise<Float64Array> {
  const { f0Hz, salience } = await saliencePitch(settings, { frames: Infinity, contextFrames: 0 });
  return f0Hz.map((hz, frame) => (salience[frame] > voicedSalience ? hz : 0));
}

/** @returns [frames of the window × 360] */
async function windowSalience(
  { signal, runModel, model }: RmvpeSettings,
  { start, end }: FrameWindow,
  frameCount: number,
): Promise<Float32Array> {
  // Rows past the recording's last frame stay 0, as the network was trained; that is not silence, which is ln 1e-5.
  const mel = new Float32Array((end - start) * melBandCount);
  await melFrames(signal, start, Math.min(end, frameCount), mel);
  const { salience } = await runModel(model, { mel: { data: mel, dims: [1, 1, end - start, melBandCount] } });
  if (!(salience?.data instanceof Float32Array)) throw new TypeError('RMVPE gave no salience');
  return salience.data;
}
