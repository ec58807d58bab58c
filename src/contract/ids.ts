import { z } from 'zod';

const uuid = z.uuid();

export const recordingIdSchema = uuid.brand<'RecordingId'>();
export type RecordingId = z.infer<typeof recordingIdSchema>;

export const takeIdSchema = uuid.brand<'TakeId'>();
export type TakeId = z.infer<typeof takeIdSchema>;

export const jobIdSchema = uuid.brand<'JobId'>();
export type JobId = z.infer<typeof jobIdSchema>;

/** Built-in voices have fixed, readable ids (`deep`); imported ones a UUID. */
export const voiceIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/)
  .brand<'VoiceId'>();
export type VoiceId = z.infer<typeof voiceIdSchema>;
