import type { MusicalKey } from '../../contract/music.ts';

/** A note that will be sung: frames [start, end), MIDI pitch after transposition. */
export type TargetNote = { readonly start: number; readonly end: number; readonly midi: number };

/**
 * How a recording shall be sung, independent of the voice that sings it. Output frames are 5 ms.
 */
export type Performance = {
  readonly frameCount: number;
  /** [frameCount] authored pitch in Hz, 0 = unvoiced. */
  readonly f0Hz: Float64Array;
  /** [frameCount] position in the recording, in frames, fractional. Never falls, but leaps back where words begin again: see sourcePlace.ts. */
  readonly sourceFrame: Float64Array;
  /** Frequency ratio by which formants move, 1 = unchanged. */
  readonly formantRatio: number;
  /** [frameCount] linear gain. */
  readonly gain: Float32Array;
  readonly notes: readonly TargetNote[];
  readonly key: MusicalKey;
  readonly transposeSt: number;
  readonly suggestedTransposeSt: number;
};

/** What a mode makes of a pitch line. */
export type AuthoredPitch = {
  /** [frameCount] MIDI, NaN where unvoiced. */
  readonly midi: Float64Array;
  readonly notes: readonly TargetNote[];
};
