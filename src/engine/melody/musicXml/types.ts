import type { WrittenTempo } from '../tempoMap.ts';

/** One verse of a lyric; a hyphen at its end where the word goes on. */
export type Verse = { readonly number: string; readonly lyric: string };

/** A note as written; beats from the start of its measure. */
export type WrittenNote = {
  readonly voice: string;
  readonly startBeat: number;
  readonly lengthBeats: number;
  /** As it sounds. */
  readonly midi: number;
  readonly verses: readonly Verse[];
  /** Goes on from the note before at the same pitch. */
  readonly isTied: boolean;
};

/** What leads from one measure to another. */
export type Route = {
  readonly repeatsFromHere: boolean;
  /** Times that what ends here is played in all; 0: nothing ends here. */
  readonly playTimes: number;
  /** Passes in which this measure is played; null: in all. */
  readonly passes: readonly number[] | null;
  readonly segno: boolean;
  readonly coda: boolean;
  readonly toCoda: boolean;
  readonly fine: boolean;
  readonly daCapo: boolean;
  readonly dalSegno: boolean;
};

export type WrittenMeasure = {
  readonly lengthBeats: number;
  readonly notes: readonly WrittenNote[];
  readonly tempos: readonly WrittenTempo[];
  readonly route: Route;
};

export type WrittenPart = { readonly name: string; readonly measures: readonly WrittenMeasure[] };
