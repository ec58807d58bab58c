import { z } from 'zod';
import { errorEnvelopeSchema, type ErrorCode } from './errors.ts';
import { exportFormatIdSchema } from './exports.ts';
import { batchIdSchema, jobIdSchema, voiceIdSchema } from './ids.ts';
import { convertRequestSchema, jobStatuses, prioritySchema } from './jobs.ts';
import { localPathSchema } from './localPath.ts';
import { settingValuesSchema } from './settings/schema.ts';

/** Most files of one batch. */
export const batchLimits = { files: 10_000 } as const;

/** Many recordings, one way to sing them. Every file gets the same settings, its own job and its own export. */
export const batchRequestSchema = convertRequestSchema.omit({ recordingId: true, jobId: true }).extend({
  /** Files and folders; of folders every audio file in it, at any depth. */
  paths: z.array(localPathSchema).min(1).max(batchLimits.files),
  /** How the files are called in front of people where the paths are those of uploads; as many as paths. */
  names: z.array(z.string().max(1024)).optional(),
  /** In front of people; the folder's name, or the first file's, when absent. */
  name: z.string().trim().min(1).max(200).optional(),
  priority: prioritySchema.optional(),
  /** Chosen by a caller who may have to ask twice: the same id gives the same batch, made once. */
  batchId: batchIdSchema.optional(),
});
export type BatchRequest = z.infer<typeof batchRequestSchema>;

/**
 * Where a file of a batch is. `waiting`: its recording was not opened yet, so it has no job; `failed` may be either the
 * opening or the job. The other words are those of its job.
 */
export const batchItemStatuses = ['waiting', ...jobStatuses] as const;
export type BatchItemStatus = (typeof batchItemStatuses)[number];

/** What is wrong with a file itself: it is refused however often it is tried. */
export const fileFaults = [
  'FILE_EMPTY',
  'FILE_TOO_LARGE',
  'NOT_AUDIO',
  'NO_AUDIO_IN_FILE',
  'AUDIO_CORRUPT',
  'AUDIO_TOO_SHORT',
  'AUDIO_TOO_LONG',
  'AUDIO_SILENT',
] as const satisfies readonly ErrorCode[];

export const batchItemSchema = z.object({
  /** The job of the item has the same id. */
  id: jobIdSchema,
  name: z.string(),
  path: z.string(),
  status: z.enum(batchItemStatuses),
  /** Null while there is no job. */
  jobId: jobIdSchema.nullable(),
  error: errorEnvelopeSchema.nullable(),
  outputPath: z.string().nullable(),
});
export type BatchItem = z.infer<typeof batchItemSchema>;

export const batchSchema = z.object({
  id: batchIdSchema,
  name: z.string(),
  voiceId: voiceIdSchema,
  settings: settingValuesSchema,
  /** Of the files that are written; null where only takes are made. */
  exportFormat: exportFormatIdSchema.nullable(),
  /** gathering: files are still being listed or opened, and none is sung yet; done: every file ended. */
  state: z.enum(['gathering', 'queued', 'processing', 'paused', 'done']),
  counts: z.record(z.enum(batchItemStatuses), z.number().int()),
  total: z.number().int(),
  /** One letter for each of the first 60 files in order, for its strip: w, q, p, c, f, x (cancelled). */
  strip: z.string(),
  remainingSec: z.number().nullable(),
  /** Why no file is opened now although some wait for it, such as DISK_FULL; it goes on by itself when that is over. */
  obstacle: errorEnvelopeSchema.nullable(),
  createdAt: z.string(),
});
export type Batch = z.infer<typeof batchSchema>;
