import { z } from 'zod';

const uuid = z.uuid();

export const recordingIdSchema = uuid.brand<'RecordingId'>();
export type RecordingId = z.infer<typeof recordingIdSchema>;

export const takeIdSchema = uuid.brand<'TakeId'>();
export type TakeId = z.infer<typeof takeIdSchema>;

export const jobIdSchema = uuid.brand<'JobId'>();
export type JobId = z.infer<typeof jobIdSchema>;

export const batchIdSchema = uuid.brand<'BatchId'>();
export type BatchId = z.infer<typeof batchIdSchema>;

/** Built-in voices have fixed, readable ids (`deep`); imported ones a UUID. */
export const voiceIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/)
  .brand<'VoiceId'>();
export type VoiceId = z.infer<typeof voiceIdSchema>;

/** SHA-256 of a score or a plan, in hex. */
export const melodyIdSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'MelodyId'>();
export type MelodyId = z.infer<typeof melodyIdSchema>;

/** Built-in presets have fixed, readable ids (`pop`); a person's own ones a UUID. */
export const presetIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/)
  .brand<'PresetId'>();
export type PresetId = z.infer<typeof presetIdSchema>;
