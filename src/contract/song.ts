import { z } from 'zod';
import { melodyIdSchema, recordingIdSchema } from './ids.ts';
import { longestPath } from './localPath.ts';
import { backingChoiceSchema, guideUses, lyricsSchema } from './melodies.ts';

const name = z.string().max(1024);
const sha256 = z.string().max(64);

/** A melody as the window keeps it: what is asked for, and how it is called in front of people. */
export const keptMelodySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('score'),
    melodyId: melodyIdSchema,
    name,
    /** Where its file lies, for its other tracks; null: typed. */
    path: z.string().max(longestPath).nullable(),
    /** The notes as they were typed; null: from a file. */
    typed: z.string().max(200_000).nullable(),
  }),
  z.object({ kind: z.literal('guide'), recordingId: recordingIdSchema, sha256, name, use: z.enum(guideUses) }),
  z.object({ kind: z.literal('plan'), planId: melodyIdSchema, name }),
]);
export type KeptMelody = z.infer<typeof keptMelodySchema>;

export const keptBackingSchema = backingChoiceSchema.extend({ sha256, name });
export type KeptBacking = z.infer<typeof keptBackingSchema>;

/** What is sung and played beside voice and settings, as it stands in the window. */
export const songSchema = z.object({
  melody: keptMelodySchema.nullable(),
  lyrics: lyricsSchema,
  backing: keptBackingSchema.nullable(),
});
export type Song = z.infer<typeof songSchema>;

export const noSong: Song = { melody: null, lyrics: '', backing: null };
