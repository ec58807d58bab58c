import { z } from 'zod';
import { frameSec } from '../recordings.ts';
import { scoreLimits } from './score.ts';

/*
 * How words are laid on a melody, as a file a person can read and edit (docs/plan.md). Everything a performance in melody mode
 * needs beside the recording and the timbre settings is here. Shapes are checked by this schema, sense (spans inside the
 * recording, anchors in order …) by engine/perform/melody/checkPlan.ts.
 */

const seconds = z.number().min(0).max(scoreLimits.lengthSec);

/** A syllable of the recording. start ≤ vowelStart < vowelEnd ≤ end. */
const planSyllableSchema = z.object({
  startSec: seconds,
  vowelStartSec: seconds,
  vowelEndSec: seconds,
  endSec: seconds,
  /** As typed or read; null: not known. */
  text: z.string().max(scoreLimits.lyricCharacters).nullable(),
});
export type PlanSyllable = z.infer<typeof planSyllableSchema>;

const vibratoSchema = z.object({
  depthCents: z.number().min(0).max(400),
  rateHz: z.number().min(1).max(12),
  /** After the note's start. */
  delaySec: z.number().min(0).max(10),
});

/** A note of the take. The first vowel of its syllables starts where it starts, unless it is a melisma. */
const planNoteSchema = z.object({
  startSec: seconds,
  endSec: seconds,
  /** As sung: octave and transposition are in it. */
  midi: z.number().min(scoreLimits.lowestMidi).max(scoreLimits.highestMidi),
  /** Of the syllables above: [first, first + count). */
  firstSyllable: z.number().int().min(0),
  syllableCount: z.number().int().min(1),
  /** Holds the vowel of the note before. */
  isMelisma: z.boolean(),
  /** Time from the note before to this one. */
  glideMs: z.number().min(0).max(400),
  /** Null: held still. */
  vibrato: vibratoSchema.nullable(),
  /** Off the written pitch, on purpose. */
  detuneCents: z.number().min(-200).max(200),
});
export type PlanNote = z.infer<typeof planNoteSchema>;

/** [takeSec, recordingSec]; between two, time runs evenly. */
const anchorSchema = z.tuple([seconds, seconds]);

export const planLimits = {
  fileBytes: 96 * 1024 ** 2,
  /** Lists, objects and fields in a file: four hours that follow a guide at every frame have three million. */
  parts: 4_000_000,
  frames: Math.round(scoreLimits.lengthSec / frameSec) + 1,
} as const;

export const planSchema = z.object({
  app: z.literal('cantado'),
  kind: z.literal('plan'),
  version: z.literal(1),
  /** Of the recording it was made for. */
  recordingSha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Length of the take. */
  lengthSec: seconds,
  /** Quarter notes per minute as sung; null where time is a guide's own. */
  tempoBpm: z.number().positive().nullable(),
  /** `A minor`: for harmonies. */
  key: z.string().max(40),
  /** How far the melody was moved from what is written, semitones. */
  transposeSt: z.number().min(-96).max(96),
  syllables: z.array(planSyllableSchema).min(1).max(100_000),
  notes: z.array(planNoteSchema).min(1).max(scoreLimits.notes),
  /** One list per time the words are sung: rising in the take, never falling in the recording, each beginning where the one before ended. */
  passes: z.array(z.array(anchorSchema).min(2).max(200_000)).min(1).max(1000),
  /** Every 5 ms of the take, MIDI, sung or not: what is sung. Null: drawn anew from the notes. */
  curve: z.array(z.number().min(0).max(127)).max(planLimits.frames).nullable(),
  /** Every 5 ms of the take, dB: on top of everything else. Null: even. */
  dynamicsDb: z.array(z.number().min(-60).max(12)).max(planLimits.frames).nullable(),
});
/** How words are laid on a melody. */
export type Plan = z.infer<typeof planSchema>;
