import { steadiness } from './steadiness.ts';

/** Frames [start, end) on about one pitch. */
export type PitchStep = { readonly start: number; readonly end: number; readonly midi: number };

/** What a change of note costs, in frames that lie a semitone off: a note between two others needs 80 ms to be believed. */
const changeCost = 8;
/** A frame farther away than this is on its way, and where to is not asked. */
const farthestSt = 1;

/**
 * The semitones that a voiced run stands on: the path with the least sum of distances and changes (Viterbi). Vibrato and
 * glides stay inside a step, as neither is worth the cost of two changes.
 *
 * @param midi [frames] of one voiced run; its own tuning already taken off, so that notes lie near whole numbers
 */
export function findPitchSteps(midi: Float64Array): PitchStep[] {
  const weight = steadiness(midi);
  const lowest = Math.floor(midi.reduce((least, value) => Math.min(least, value), Infinity));
  const stateCount = Math.ceil(midi.reduce((most, value) => Math.max(most, value), -Infinity)) - lowest + 1;
  const cost = new Float64Array(stateCount);
  /** Whether the state was just entered, from the best one of the frame before. */
  const isEntered = new Uint8Array(midi.length * stateCount);
  const bestBefore = new Int32Array(midi.length);
  for (let frame = 0; frame < midi.length; frame++) {
    const best = indexOfLeast(cost);
    const changed = cost[best] + changeCost;
    bestBefore[frame] = best;
    for (let state = 0; state < stateCount; state++) {
      if (frame > 0 && changed < cost[state]) {
        cost[state] = changed;
        isEntered[frame * stateCount + state] = 1;
      }
      cost[state] += weight[frame] * Math.min(farthestSt, Math.abs(midi[frame] - lowest - state));
    }
  }
  const steps: PitchStep[] = [];
  let state = indexOfLeast(cost);
  let end = midi.length;
  for (let frame = midi.length - 1; frame >= 0; frame--) {
    if (frame > 0 && isEntered[frame * stateCount + state] === 0) continue;
    steps.push({ start: frame, end, midi: lowest + state });
    state = bestBefore[frame];
    end = frame;
  }
  return steps.reverse();
}

function indexOfLeast(values: Float64Array): number {
  let least = 0;
  for (let i = 1; i < values.length; i++) if (values[i] < values[least]) least = i;
  return least;
}
