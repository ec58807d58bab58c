import { z } from 'zod';

/** Things a person should know that stop nothing. Texts: texts/noticeTexts.ts. */
export type NoticeDetails = {
  /** The recording had several channels and was mixed to mono. */
  MIXED_TO_MONO: { channels: number };
  /** The file ended early or held errors; what could be read is used. */
  READ_PARTLY: { readSec: number };
  /** Samples that were not numbers were replaced by silence. */
  BAD_SAMPLES_REPLACED: { count: number };
  /** No voice was found; the sound passes through unchanged in pitch. */
  NO_VOICE_FOUND: Record<never, never>;
  /** The loudness target would need more limiting than allowed, so it was lowered. */
  LOUDNESS_LOWERED: { wantedLufs: number; reachedLufs: number };
  /** Notes that sounded together: the highest of each was taken. */
  CHORDS_REDUCED: { count: number };
  /** Notes outside 40–2000 Hz or the voice's reach were moved by octaves. */
  NOTES_MOVED_BY_OCTAVES: { count: number };
  /** The melody was moved as a whole. */
  MELODY_TRANSPOSED: { semitones: number };
  /** There were more notes than the words can bear, so they are sung this often. */
  WORDS_REPEATED: { times: number };
  /** There were more words than notes, so the melody is sung this often. */
  MELODY_REPEATED: { times: number };
  /** What was typed and what was heard have different numbers of syllables. */
  LYRICS_DIFFER: { typed: number; heard: number };
  /** The guide and the recording do not seem to say the same; likeness 0–100. */
  GUIDE_DIFFERS: { likeness: number };
  /** A tempo outside what words can bear is sung as it is told; the factor vowels are stretched by. */
  VOWELS_STRETCHED: { factor: number };
  /** A pipeline that cannot change time was asked to. */
  PIPELINE_KEEPS_TIME: { pipeline: string };
  /** A device failed while it worked, or gave numbers that are none; the CPU went on. */
  DEVICE_DEMOTED: { device: string; reason: string };
  /** The database was damaged and a backup was put in its place. */
  DATABASE_RESTORED: { backup: string };
  /** The database was damaged and there was no backup: a new one was begun. */
  DATABASE_LOST: { file: string };
  /** The data belongs to a newer version: everything can be read, nothing changed. */
  DATABASE_NEWER: Record<never, never>;
};
export type NoticeCode = keyof NoticeDetails;
export type Notice = {
  readonly [C in NoticeCode]: { readonly code: C; readonly details: NoticeDetails[C] };
}[NoticeCode];

const noticeShape = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export const noticeSchema = z.custom<Notice>((value) => noticeShape.safeParse(value).success);
