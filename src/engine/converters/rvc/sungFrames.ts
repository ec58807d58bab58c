import type { Analysis } from '../../analysis/types.ts';
import { sourcePlaceAt } from '../../perform/sourcePlace.ts';
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
  /** [frameCount] level of the recording there, dB */
  readonly levelDb: Float32Array<ArrayBuffer>;
};

/**
 * @param durationSec of the take; its last frame may be begun only
 * @param formantRatio the voice sings this many times slower and lower than will be heard, when its sound is played this
 * many times faster: pitch and time are back where they were, formants have moved
 */
export function sungFramesOf(
  analysis: Analysis,
  performance: Performance,
  durationSec: number,
  formantRatio = 1,
): SungFrames {
  const frameCount = Math.max(1, Math.ceil(durationSec * 100 * formantRatio - 1e-6));
  const lastFrame = performance.frameCount - 1;
  const lastLevel = analysis.levelDb.length - 1;
  const { f0Hz, sourceFrame } = performance;
  const places = Float64Array.from({ length: frameCount }, (_, frame) =>
    Math.min(lastFrame, (frame * performanceFrames) / formantRatio),
  );
  return {
    frameCount,
    f0Hz: places.map((place) => pitchAt(f0Hz, place) / formantRatio),
    sourceFrame: places.map((place) => sourcePlaceAt(sourceFrame, place) / performanceFrames),
    levelDb: Float32Array.from(places, (place) => {
      const source = Math.round(sourcePlaceAt(sourceFrame, place));
      return analysis.levelDb[Math.min(lastLevel, Math.max(0, source))];
    }),
  };
}

/** Linear between frames. */
function valueAt(values: Float64Array, place: number): number {
  const left = Math.floor(place);
  const part = place - left;
  return part === 0 ? values[left] : values[left] + part * (values[left + 1] - values[left]);
}

/** As voiced as the nearest frame; linear only between two that are voiced. */
function pitchAt(f0Hz: Float64Array, place: number): number {
  const left = Math.floor(place);
  const isBetween = place > left && f0Hz[left] > 0 && f0Hz[left + 1] > 0;
  return isBetween ? valueAt(f0Hz, place) : f0Hz[Math.round(place)];
}
