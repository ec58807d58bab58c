import { z } from 'zod';
import { errorEnvelopeSchema } from './errors.ts';
import { exportFormatIdSchema, exportRequestSchema } from './exports.ts';
import { batchIdSchema, jobIdSchema, recordingIdSchema, takeIdSchema, voiceIdSchema } from './ids.ts';
import {
  backingChoiceSchema,
  lyricsSchema,
  melodyChoiceSchema,
  recipeBackingSchema,
  recipeMelodySchema,
} from './melodies.ts';
import { noticeSchema } from './notices.ts';
import { settingValuesSchema } from './settings/schema.ts';

/** A kind without a runner in core/jobs/runners.ts does not compile. */
export const jobKinds = ['convert'] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** The first of the highest priority is begun first. */
export const priorities = ['low', 'normal', 'high'] as const;
export const prioritySchema = z.enum(priorities);
export type Priority = (typeof priorities)[number];

/** The stages of a render, in order. */
export const renderStages = ['decode', 'analyse', 'perform', 'convert', 'finish', 'encode'] as const;
export type RenderStage = (typeof renderStages)[number];

export const progressSchema = z.object({
  stage: z.enum(renderStages),
  /** Seconds of audio done and to do in this stage. */
  doneSec: z.number(),
  totalSec: z.number(),
  /** Over all stages, 0–1, never falling. */
  overallRatio: z.number().min(0).max(1),
  /** Null until there is something to estimate from. */
  remainingSec: z.number().nullable(),
  /** Seconds of the take that can be heard already. */
  playableSec: z.number(),
});
export type Progress = z.infer<typeof progressSchema>;

export const convertRequestSchema = z.object({
  recordingId: recordingIdSchema,
  voiceId: voiceIdSchema,
  settings: settingValuesSchema.default({}),
  /** What mode `melody` sings; without meaning in the others. */
  melody: melodyChoiceSchema.optional(),
  /** The words that are spoken, for their syllables. */
  lyrics: lyricsSchema.optional(),
  /** Gives its tempo to a melody, and is mixed under an export that asks for it. */
  backing: backingChoiceSchema.optional(),
  /** Same seed, same take. Drawn once when absent and kept in the recipe. */
  seed: z
    .number()
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .optional(),
  /** Chosen by a caller who may have to ask twice: the same id gives the same job, made once. */
  jobId: jobIdSchema.optional(),
  /** Also write a file when the take is done. */
  export: exportRequestSchema.optional(),
  priority: prioritySchema.optional(),
});
export type ConvertRequest = z.infer<typeof convertRequestSchema>;

/** Enough to make the same take again. Holds no date, no id and no path, so equal recipes give equal files. */
export const recipeSchema = z.object({
  app: z.literal('cantado'),
  engineVersion: z.string(),
  recordingSha256: z.string(),
  voiceId: voiceIdSchema,
  voiceHash: z.string(),
  converterId: z.string(),
  pitchExtractor: z.object({ id: z.string(), version: z.string() }),
  settings: settingValuesSchema,
  melody: recipeMelodySchema.optional(),
  lyrics: lyricsSchema.optional(),
  backing: recipeBackingSchema.optional(),
  seed: z.number(),
});
export type Recipe = z.infer<typeof recipeSchema>;

export const stageMeasureSchema = z.object({
  stage: z.enum(renderStages),
  seconds: z.number(),
  /** Seconds of audio per second of work; null where nothing ran because it was cached. */
  realTimeFactor: z.number().nullable(),
});
export type StageMeasure = z.infer<typeof stageMeasureSchema>;

export const jobSchema = z.object({
  id: jobIdSchema,
  kind: z.enum(jobKinds),
  status: z.enum(jobStatuses),
  recordingId: recordingIdSchema,
  recordingName: z.string(),
  voiceId: voiceIdSchema,
  takeId: takeIdSchema,
  /** The batch it belongs to; its place in it is told by the batch's items. */
  batchId: batchIdSchema.nullable(),
  priority: prioritySchema,
  /** Waits until somebody resumes it; only queued jobs do. */
  isPaused: z.boolean(),
  /** A failed or cancelled job that somebody took off the list. */
  isDismissed: z.boolean(),
  /** Order within its priority, smallest first. */
  position: z.number(),
  /** As chosen, for a line that says what will be done. */
  settings: settingValuesSchema,
  exportFormat: exportFormatIdSchema.nullable(),
  /** Of the recording, seconds. */
  durationSec: z.number(),
  /** Seconds of work this job needs in all, as learned on this computer; null before anything was learned. */
  estimateSec: z.number().nullable(),
  /** Where its networks ran; empty before it began and for voices without networks `cpu`. */
  device: z.string(),
  progress: progressSchema.nullable(),
  error: errorEnvelopeSchema.nullable(),
  notices: z.array(noticeSchema),
  /** Where the file was written, when an export was asked for. */
  outputPath: z.string().nullable(),
  stages: z.array(stageMeasureSchema),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const takeSchema = z.object({
  id: takeIdSchema,
  recordingId: recordingIdSchema,
  jobId: jobIdSchema,
  voiceId: voiceIdSchema,
  /** 1, 2, 3 … within its recording. */
  number: z.number().int(),
  recipe: recipeSchema,
  status: z.enum(jobStatuses),
  durationSec: z.number(),
  createdAt: z.string(),
  /** Kept by every rule of storage. */
  isStarred: z.boolean(),
  /** In the bin since; its files go after takeBinDays. */
  removedAt: z.string().nullable(),
  /** Its files were deleted; the recipe stays. */
  purgedAt: z.string().nullable(),
});
export type Take = z.infer<typeof takeSchema>;

/** A take as it is drawn; grows while it renders. */
export const takeViewSchema = z.object({
  durationSec: z.number(),
  playableSec: z.number(),
  /** Peaks of the playable part, same spacing as the recording's. */
  peaks: z.array(z.number()),
  /** The authored pitch of the whole take, Hz, 0 = unvoiced. */
  pitch: z.object({ stepSec: z.number(), f0Hz: z.array(z.number()) }),
  /** [takeSec, recordingSec] in order, where time was changed; empty where the take keeps the time of the recording. */
  timeMap: z.array(z.tuple([z.number(), z.number()])),
  key: z.string(),
  transposeSt: z.number(),
  lowMidi: z.number().nullable(),
  highMidi: z.number().nullable(),
  loudnessLufs: z.number().nullable(),
  truePeakDb: z.number().nullable(),
});
export type TakeView = z.infer<typeof takeViewSchema>;
