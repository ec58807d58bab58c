import { z } from 'zod';
import { errorEnvelopeSchema } from '../../contract/errors.ts';
import { exportFormatIdSchema } from '../../contract/exports.ts';
import {
  batchIdSchema,
  jobIdSchema,
  presetIdSchema,
  recordingIdSchema,
  takeIdSchema,
  voiceIdSchema,
} from '../../contract/ids.ts';
import {
  jobKinds,
  jobStatuses,
  prioritySchema,
  progressSchema,
  recipeSchema,
  stageMeasureSchema,
} from '../../contract/jobs.ts';
import { noticeSchema } from '../../contract/notices.ts';
import { presetSchema } from '../../contract/presets.ts';
import { recordingSchema } from '../../contract/recordings.ts';
import { consentLabels, voicePassportSchema } from '../../contract/voices.ts';
import type { StoredJob, StoredRecording, StoredTake, StoredVoice } from '../../core/ports.ts';
import type { StoredPreset } from '../../core/presets/ports.ts';

/** What is read back is parsed again: a row that does not hold what it should is left out, never believed. */

export const storedRecordingSchema: z.ZodType<StoredRecording> = recordingSchema.extend({ modifiedMs: z.number() });

const exportHowSchema = z.object({
  format: exportFormatIdSchema,
  quality: z.string(),
  withBacking: z.boolean().optional(),
});

export const jobParamsSchema = z.object({
  recordingName: z.string(),
  recipe: recipeSchema,
  exportTo: z
    .union([
      exportHowSchema.extend({ path: z.string() }),
      exportHowSchema.extend({ folder: z.string(), template: z.string() }),
    ])
    .nullable(),
});

export const stageMeasuresSchema = z.array(stageMeasureSchema);

export const storedJobSchema: z.ZodType<StoredJob> = jobParamsSchema.extend({
  id: jobIdSchema,
  kind: z.enum(jobKinds),
  status: z.enum(jobStatuses),
  recordingId: recordingIdSchema,
  voiceId: voiceIdSchema,
  takeId: takeIdSchema,
  inputPath: z.string(),
  position: z.number(),
  batchId: batchIdSchema.nullable(),
  priority: prioritySchema,
  isPaused: z.boolean(),
  isDismissed: z.boolean(),
  inputBytes: z.number(),
  durationSec: z.number(),
  device: z.string(),
  attemptCount: z.number(),
  crashCount: z.number(),
  crashChunkCount: z.number(),
  progress: progressSchema.nullable(),
  error: errorEnvelopeSchema.nullable(),
  notices: z.array(noticeSchema),
  outputPath: z.string().nullable(),
  stages: z.array(stageMeasureSchema),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});

export const storedTakeSchema: z.ZodType<StoredTake> = z.object({
  id: takeIdSchema,
  recordingId: recordingIdSchema,
  jobId: jobIdSchema,
  voiceId: voiceIdSchema,
  number: z.number(),
  recipe: recipeSchema,
  durationSec: z.number(),
  createdAt: z.string(),
  isStarred: z.boolean(),
  removedAt: z.string().nullable(),
  purgedAt: z.string().nullable(),
});

export const storedVoiceSchema: z.ZodType<StoredVoice> = z.object({
  id: voiceIdSchema,
  name: z.string(),
  converterId: z.string(),
  status: z.enum(['training', 'ready', 'failed']),
  hash: z.string(),
  consent: z.enum(consentLabels),
  licence: z.string().nullable(),
  rangeMidi: z.tuple([z.number(), z.number()]).nullable(),
  mark: z.array(z.number()),
  baseModels: z.array(z.string()),
  passport: voicePassportSchema,
  createdAt: z.string(),
  removedAt: z.string().nullable(),
  purgedAt: z.string().nullable(),
});

export const storedPresetSchema: z.ZodType<StoredPreset> = z.object({
  id: presetIdSchema,
  name: z.string(),
  settings: presetSchema.shape.settings,
});

/** Parses a row; undefined, and a line in the log, where it is not what it should be. */
export function readRow<T>(
  schema: z.ZodType<T>,
  row: { readonly id: string },
  value: () => unknown,
  onBadRow: (id: string, reason: string) => void,
): T | undefined {
  try {
    return schema.parse(value());
  } catch (error) {
    onBadRow(row.id, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
