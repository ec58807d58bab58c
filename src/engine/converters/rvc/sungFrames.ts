import type { Analysis } from '../../analysis/types.ts';
import type { Performance } from '../../perform/types.ts';

/** A voice's frame is 10 ms: two of the performance's. */
const performanceFrames = 2;

/** What shall be sung, on the voice's own grid of 10 ms. */
export type SungFrames = {
  readonly frameCount: number;
  /** [frameCount] Hz, 0 = unvoiced */
  readonly f0Hz: Float64Array<ArrayBuffer>;
  /** [frameCount] place in the recording, in frames of 10 ms */
  readonly sourceFrame: Float64Array<ArrayBuffer>;
  /** [frameCount] linear */
  readonly gain: Float32Array<ArrayBuffer>;
  /** [frameCount] level of the recording there, dB */
  readonly levelDb: Float32Array<ArrayBuffer>;
};

/** @param durationSec of the take; its last frame may be begun only */
export function sungFramesOf(analysis: Analysis, performance: Performance, durationSec: number): SungFrames {
  const frameCount = Math.max(1, Math.ceil(durationSec * 100 - 1e-6));
  const lastFrame = performance.frameCount - 1;
  const at = <T>(pick: (frame: number) => T) =>
    Array.from({ length: frameCount }, (_, frame) => pick(Math.min(lastFrame, frame * performanceFrames)));
  const lastLevel = analysis.levelDb.length - 1;
  return {
    frameCount,
    f0Hz: Float64Array.from(at((frame) => performance.f0Hz[frame])),
    sourceFrame: Float64Array.from(at((frame) => performance.sourceFrame[frame] / performanceFrames)),
    gain: Float32Array.from(at((frame) => performance.gain[frame])),
    levelDb: Float32Array.from(
      at((frame) => analysis.levelDb[Math.min(lastLevel, Math.max(0, Math.round(performance.sourceFrame[frame])))]),
    ),
  };
}
