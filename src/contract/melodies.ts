import { z } from 'zod';
import { melodyIdSchema, recordingIdSchema } from './ids.ts';
import { scoreSchema } from './melody/score.ts';
import { noticeSchema } from './notices.ts';

/** Files that hold notes; audio is opened as a recording and hummed or sung from. */
export const scoreFileKinds = ['midi', 'musicxml', 'notes'] as const;
export type ScoreFileKind = (typeof scoreFileKinds)[number];
export const scoreExtensions = ['mid', 'midi', 'kar', 'musicxml', 'mxl', 'xml', 'txt'] as const;

/** Why a score file cannot be read though it is one. */
export const melodyDamages = [
  /** It ends in the middle. */
  'cut-off',
  /** Its parts do not fit together. */
  'bad-structure',
  /** A number in it makes no sense. */
  'bad-number',
  /** Something in it is larger than any melody needs. */
  'too-large',
  /** A compressed file whose archive is damaged or unsafe. */
  'archive',
  /** Text in a writing system that is not Unicode as it should be. */
  'encoding',
  /** MIDI format 2: patterns without a common time. */
  'independent-patterns',
  /** Repeats that contradict one another. */
  'repeats',
] as const;
export type MelodyDamage = (typeof melodyDamages)[number];

/** One voice of a score file: a MIDI track and channel, a MusicXML part and voice. */
export const scoreTrackSchema = z.object({
  index: z.number().int().min(0),
  /** As the file calls it; may be empty. */
  name: z.string(),
  noteCount: z.number().int(),
  lowMidi: z.number(),
  highMidi: z.number(),
  hasLyrics: z.boolean(),
});
export type ScoreTrack = z.infer<typeof scoreTrackSchema>;

/** What reading a score file gave. */
export const melodyContentSchema = z.object({
  version: z.literal(1),
  kind: z.enum(scoreFileKinds),
  /** All that have notes, in the file's order. */
  tracks: z.array(scoreTrackSchema),
  /** The one that the score is of. */
  track: z.number().int().min(0),
  score: scoreSchema,
  /** Chords that were reduced … */
  notices: z.array(noticeSchema),
});
export type MelodyContent = z.infer<typeof melodyContentSchema>;

/** A melody in the library; its id is the hash of its content, so it never changes. */
export const melodySchema = melodyContentSchema.extend({
  id: melodyIdSchema,
  /** Of the file, for people. */
  name: z.string(),
  /** At its own tempo, or the usual one. */
  durationSec: z.number(),
});
export type Melody = z.infer<typeof melodySchema>;

/** What of a guide is followed: its notes only, or note for note with its timing because it sings the same words. */
export const guideUses = ['notes', 'words'] as const;
export type GuideUse = (typeof guideUses)[number];

/** The melody that a conversion is asked to follow. */
export const melodyChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('score'), melodyId: melodyIdSchema }),
  /** A hum or a sung recording. */
  z.object({ kind: z.literal('guide'), recordingId: recordingIdSchema, use: z.enum(guideUses) }),
  /** A plan as it was written by a take, edited or not. */
  z.object({ kind: z.literal('plan'), planId: melodyIdSchema }),
]);
export type MelodyChoice = z.infer<typeof melodyChoiceSchema>;

/** Music that plays under the take. */
export const backingChoiceSchema = z.object({
  recordingId: recordingIdSchema,
  gainDb: z.number().min(-40).max(12).default(-6),
  /** Where the take begins in it. */
  startSec: z
    .number()
    .min(0)
    .max(4 * 3600)
    .default(0),
});
export type BackingChoice = z.infer<typeof backingChoiceSchema>;

/** The same in a recipe: by content, as equal recipes give equal takes. */
export const recipeMelodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('score'), sha256: z.string() }),
  z.object({ kind: z.literal('guide'), sha256: z.string(), use: z.enum(guideUses) }),
  z.object({ kind: z.literal('plan'), sha256: z.string() }),
]);
export type RecipeMelody = z.infer<typeof recipeMelodySchema>;
export const recipeBackingSchema = z.object({ sha256: z.string(), gainDb: z.number(), startSec: z.number() });

export const lyricsSchema = z.string().max(20_000);

/** Music as it was measured. */
export const backingMeasureSchema = z.object({
  /** Quarter notes per minute; null where no beat was found. */
  tempoBpm: z.number().nullable(),
  /** How clearly the beat stands out, 0–1. */
  confidence: z.number(),
  /** Of the first beat. */
  firstBeatSec: z.number(),
  key: z.object({ key: z.string(), correlation: z.number() }).nullable(),
});
export type BackingMeasure = z.infer<typeof backingMeasureSchema>;
