import { z } from 'zod';
import { takeIdSchema, voiceIdSchema } from './ids.ts';
import { jobStatuses, takeSchema } from './jobs.ts';
import { exportFormatIdSchema } from './exports.ts';

/** A total is not counted beyond this: nobody reads it, and it would take its time. */
export const mostCounted = 10_000;

/** What a list of takes shows. Words are searched in the names of recordings and voices, case and accents ignored. */
export const historyFilterSchema = z.object({
  words: z.string().trim().max(200).default(''),
  voiceId: voiceIdSchema.optional(),
  statuses: z.array(z.enum(jobStatuses)).min(1).optional(),
  isStarred: z.boolean().optional(),
  /** Without those of batches. */
  isSingle: z.boolean().optional(),
  /** Those in the bin instead of the others. */
  isRemoved: z.boolean().default(false),
  /** ISO times, the first included, the second not. */
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export type HistoryFilter = z.infer<typeof historyFilterSchema>;

/** A take in a list, with all its row shows. */
export const historyEntrySchema = takeSchema.extend({
  recordingName: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Seconds that the stages of the conversion took; null before it ended. */
  workSec: z.number().nullable(),
  outputPath: z.string().nullable(),
  exportFormat: exportFormatIdSchema.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const historyPageSchema = z.object({
  entries: z.array(historyEntrySchema),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
  /** Of all pages, counted up to mostCounted. */
  total: z.number().int(),
});
export type HistoryPage = z.infer<typeof historyPageSchema>;

/** Something that differs between two recipes: a setting's id, `voice`, `melody`, `lyrics`, `seed`, `engine` … */
export const recipeDifferenceSchema = z.object({ what: z.string(), first: z.string(), second: z.string() });

export type RecipeDifference = z.infer<typeof recipeDifferenceSchema>;

export const takeComparisonSchema = z.object({
  takeIds: z.tuple([takeIdSchema, takeIdSchema]),
  differences: z.array(recipeDifferenceSchema),
});
