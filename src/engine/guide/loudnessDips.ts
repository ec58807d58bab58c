import { gaussianSmooth } from '../dsp/statistics.ts';
import type { Guide } from '../perform/melody/types.ts';

const smoothingFrames = 3;
/** A dip this deep between two louder parts begins a note anew; the swell of a vibrato stays under it. */
const dipDb = 5;
/** The louder parts are looked for this far around, 250 ms. */
const reach = 50;
/** Each part of a note that is split keeps 90 ms. */
const leastPartFrames = 18;

/**
 * How strongly something is sung, dB: the mean of the whole level and of the band of vowels, in which an `n` or `l` before a
 * vowel is far softer than the vowel, and a closed mouth still counts by its level.
 */
export function strengthOf({ analysis, tracks }: Guide): Float32Array {
  const strength = analysis.levelDb.map((levelDb, frame) => (levelDb + tracks.vowelBandDb[frame]) / 2);
  return gaussianSmooth(strength, smoothingFrames);
}

/** Frames inside [start, end) where a note begins anew after a dip of its strength: the steepest rise after each dip. */
export function newStarts(strengthDb: Float32Array, start: number, end: number): number[] {
  const starts: number[] = [];
  let from = start;
  for (let frame = start + leastPartFrames; frame < end - leastPartFrames; frame++) {
    if (frame - from < leastPartFrames || !isDip(strengthDb, frame, from, end)) continue;
    const rise = steepestRise(strengthDb, frame, Math.min(end, frame + reach));
    if (end - rise < leastPartFrames) break;
    starts.push(rise);
    from = rise;
    frame = rise;
  }
  return starts;
}

/** Where a note that follows a rest is heard to begin: where it is nearly as strong as soon after, past a consonant. */
export function heardStart(strengthDb: Float32Array, start: number, end: number): number {
  const peak = indexOfHighest(strengthDb, start, Math.min(start + reach, Math.ceil((start + end) / 2)));
  let heard = peak;
  while (heard > start && strengthDb[heard - 1] > strengthDb[peak] - dipDb) heard--;
  return heard;
}

/** Whether nothing within the reach is lower, and both sides rise well above it. */
function isDip(strengthDb: Float32Array, frame: number, from: number, end: number): boolean {
  const left = Math.max(from, frame - reach);
  const right = Math.min(end, frame + reach);
  if (strengthDb[frame - 1] < strengthDb[frame] || strengthDb[frame + 1] <= strengthDb[frame]) return false;
  const highestLeft = climb(strengthDb, frame, left, -1);
  const highestRight = climb(strengthDb, frame, right - 1, 1);
  return Math.min(highestLeft, highestRight) - strengthDb[frame] >= dipDb;
}

/** The highest value from `frame` to `last`, as far as nothing on the way lies lower than at `frame`. */
function climb(values: Float32Array, frame: number, last: number, step: -1 | 1): number {
  let highest = values[frame];
  for (let i = frame + step; step < 0 ? i >= last : i <= last; i += step) {
    if (values[i] < values[frame]) break;
    highest = Math.max(highest, values[i]);
  }
  return highest;
}

function steepestRise(values: Float32Array, from: number, to: number): number {
  const peak = indexOfHighest(values, from, to);
  let steepest = from;
  for (let frame = from; frame < peak; frame++) {
    if (values[frame + 1] - values[frame] > values[steepest + 1] - values[steepest]) steepest = frame;
  }
  return steepest;
}

function indexOfHighest(values: Float32Array, from: number, to: number): number {
  let highest = from;
  for (let i = from; i < to; i++) if (values[i] > values[highest]) highest = i;
  return highest;
}
