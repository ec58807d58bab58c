import { framesPerSec } from '../analysis/frames.ts';

/** Slopes are measured over a cycle of vibrato, which averages out there, and over a short note, which has no time for one. */
const longReachFrames = 18;
const shortReachFrames = 6;
/** At this slope a frame counts half. */
const halfWeightStPerFrame = 8 / framesPerSec;

/**
 * How much a frame of a voiced run says about the note that is meant: 1 where the pitch stands or swings around a place,
 * towards 0 where it is on its way.
 *
 * @param midi [frames] of one voiced run
 * @returns [frames] 0–1
 */
export function steadiness(midi: Float64Array): Float64Array {
  const long = slopes(midi, longReachFrames);
  const short = slopes(midi, shortReachFrames);
  return midi.map((_, frame) => {
    const slope = Math.min(Math.abs(long[frame]), Math.abs(short[frame]));
    return 1 / (1 + (slope / halfWeightStPerFrame) ** 2);
  });
}

/**
 * The same where what swings counts as still, with the place it swings around: means over a cycle of vibrato.
 *
 * @param midi [frames] of one voiced run
 * @returns both [frames]
 */
export function centres(midi: Float64Array): { readonly midi: Float64Array; readonly weight: Float64Array } {
  const weight = slopes(midi, longReachFrames).map((slope) => 1 / (1 + (slope / halfWeightStPerFrame) ** 2));
  const mean = midi.map((_, frame) => {
    const around = midi.subarray(Math.max(0, frame - longReachFrames), frame + longReachFrames + 1);
    return around.reduce((sum, value) => sum + value, 0) / around.length;
  });
  return { midi: mean, weight };
}

/** Slope of the straight line that fits best within `reach` frames on both sides, fewer at the ends, per frame. */
function slopes(values: Float64Array, reach: number): Float64Array {
  const out = new Float64Array(values.length);
  for (let frame = 0; frame < values.length; frame++) {
    const from = Math.max(0, frame - reach);
    const to = Math.min(values.length - 1, frame + reach);
    const middle = (from + to) / 2;
    let rise = 0;
    let run = 0;
    for (let i = from; i <= to; i++) {
      rise += (i - middle) * values[i];
      run += (i - middle) ** 2;
    }
    out[frame] = run > 0 ? rise / run : 0;
  }
  return out;
}
