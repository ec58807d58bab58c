import { z } from 'zod';

/** What a melody may hold. Limits of pitch are those of the engine: 40 Hz to 2 kHz. */
export const scoreLimits = {
  notes: 20_000,
  lengthSec: 4 * 3600,
  lowestMidi: 27.5,
  highestMidi: 95.5,
  tempoBpm: [20, 400],
  fileBytes: 32 * 1024 ** 2,
  lyricCharacters: 64,
} as const;

const scoreNoteSchema = z.object({
  /** In quarter notes from the start of the melody. */
  startBeat: z.number().min(0),
  lengthBeats: z.number().positive(),
  /** MIDI note number, 60 = middle C. Hums have fractions. */
  midi: z.number().min(scoreLimits.lowestMidi).max(scoreLimits.highestMidi),
  /** The syllable written under it, with a hyphen at its end where the word goes on: `hel-`; null: none. */
  lyric: z.string().min(1).max(scoreLimits.lyricCharacters).nullable(),
  /** The syllable of the note before is held into this one. */
  isMelisma: z.boolean(),
});
export type ScoreNote = z.infer<typeof scoreNoteSchema>;

/** From this beat on, quarter notes per minute. */
const tempoSchema = z.object({ beat: z.number().min(0), bpm: z.number().min(1).max(2000) });
export type TempoChange = z.infer<typeof tempoSchema>;

/** A melody for one voice: notes in order that never overlap. What lies between them is rest. */
export const scoreSchema = z.object({
  version: z.literal(1),
  /** In order; the first at beat 0. Empty: the source names no tempo. */
  tempos: z.array(tempoSchema).max(scoreLimits.notes),
  notes: z.array(scoreNoteSchema).min(1).max(scoreLimits.notes),
});
export type Score = z.infer<typeof scoreSchema>;

/** Tempo where nothing names one, quarter notes per minute. */
export const usualTempoBpm = 100;

/** Seconds from the start of a melody to a beat, by its own tempos. */
export function secondsAtBeat(tempos: readonly TempoChange[], beat: number): number {
  let seconds = 0;
  let from = 0;
  let bpm = tempos[0]?.bpm ?? usualTempoBpm;
  for (const change of tempos) {
    if (change.beat >= beat) break;
    seconds += ((change.beat - from) * 60) / bpm;
    from = change.beat;
    bpm = change.bpm;
  }
  return seconds + ((beat - from) * 60) / bpm;
}
