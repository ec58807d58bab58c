import { hzToMidi } from '../../contract/music.ts';
import { voicedRuns } from '../analysis/frames.ts';
import { median } from '../dsp/statistics.ts';

/** Authored pitch stays within these: below, pulses are heard one by one; above, hardly a harmonic carries a vowel. */
export const pitchLimitsHz = { min: 40, max: 1600 } as const;

/** Notes keep a semitone off the limits, room for glides, drift and vibrato. */
const lowestNote = Math.ceil(hzToMidi(pitchLimitsHz.min)) + 1;
const highestNote = Math.floor(hzToMidi(pitchLimitsHz.max)) - 1;

/** Octaves (a whole number) that bring a frequency within the limits. */
function octavesInto(frequencyHz: number): number {
  if (frequencyHz < pitchLimitsHz.min) return Math.ceil(Math.log2(pitchLimitsHz.min / frequencyHz));
  if (frequencyHz > pitchLimitsHz.max) return -Math.ceil(Math.log2(frequencyHz / pitchLimitsHz.max));
  return 0;
}

/** A note within the limits, moved by whole octaves so that it keeps its name. */
export function foldNote(midi: number): number {
  if (midi < lowestNote) return midi + 12 * Math.ceil((lowestNote - midi) / 12);
  if (midi > highestNote) return midi - 12 * Math.ceil((midi - highestNote) / 12);
  return midi;
}

/**
 * Transposes voiced pitch; a voiced run whose median leaves the limits moves by whole octaves, and so does a single frame
 * that still lies outside.
 *
 * @param f0Hz [frames] 0 where unvoiced
 */
export function transposeWithin(f0Hz: Float64Array, transposeSt: number): Float64Array {
  const transposed = f0Hz.map((frequencyHz) => frequencyHz * 2 ** (transposeSt / 12));
  for (const { start, end } of voicedRuns(transposed)) {
    const octaves = octavesInto(median(transposed.subarray(start, end)));
    for (let frame = start; frame < end; frame++) {
      const moved = transposed[frame] * 2 ** octaves;
      transposed[frame] = moved * 2 ** octavesInto(moved);
    }
  }
  return transposed;
}

/** The last guard, for what overshoots a note at the very limit. */
export function clampPitch(frequencyHz: number): number {
  return Math.min(pitchLimitsHz.max, Math.max(pitchLimitsHz.min, frequencyHz));
}
