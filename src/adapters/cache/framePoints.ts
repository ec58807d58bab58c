import { frameSec } from '../../contract/recordings.ts';

/** How lines of 5 ms frames are thinned for drawing: every `framesPerPoint` frames become one point. */
export type FramePoints = { readonly framesPerPoint: number; readonly stepSec: number };

/** @param maxPoints null: one point per frame */
export function framePointsOf(frameCount: number, maxPoints: number | null): FramePoints {
  const framesPerPoint = maxPoints === null ? 1 : Math.max(1, Math.ceil(frameCount / maxPoints));
  return { framesPerPoint, stepSec: framesPerPoint * frameSec };
}

/** Point i is the value at i * stepSec, rounded for transport. */
export function thinLine(
  values: Float32Array | Float64Array,
  { framesPerPoint }: FramePoints,
  decimals: number,
): number[] {
  const points: number[] = [];
  for (let frame = 0; frame < values.length; frame += framesPerPoint) points.push(rounded(values[frame], decimals));
  return points;
}

/**
 * Joins peaks: point i spans [i, i + 1) * stepSec.
 * @param peaks [2 × frames] min and max, interleaved
 */
export function thinPeaks(peaks: Float32Array, { framesPerPoint }: FramePoints): number[] {
  const points: number[] = [];
  for (let start = 0; start < peaks.length; start += 2 * framesPerPoint) {
    let low = 1;
    let high = -1;
    for (let i = start; i < Math.min(peaks.length, start + 2 * framesPerPoint); i += 2) {
      low = Math.min(low, peaks[i]);
      high = Math.max(high, peaks[i + 1]);
    }
    points.push(rounded(low, 4), rounded(high, 4));
  }
  return points;
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
