import type { ScoreFileKind } from '../../contract/melodies.ts';
import type { TempoChange } from '../../contract/melody/score.ts';

/** A note as its file has it: it may sound together with others and lie anywhere. */
export type FileNote = {
  /** In quarter notes from the start. */
  readonly startBeat: number;
  readonly endBeat: number;
  /** 60 = middle C. */
  readonly midi: number;
  /** A syllable, with a hyphen at its end where the word goes on; null: none is written. */
  readonly lyric: string | null;
};

/** A voice of a file, in order of time. */
export type FileTrack = {
  /** As the file calls it, fit to be shown. */
  readonly name: string;
  readonly notes: readonly FileNote[];
};

/** What a score file holds, before one voice is made of it. */
export type FileScore = {
  readonly kind: ScoreFileKind;
  /** In order, the first at beat 0; empty where the file names none. */
  readonly tempos: readonly TempoChange[];
  /** Only those with notes. */
  readonly tracks: readonly FileTrack[];
};
