import { z } from 'zod';
import { recordingIdSchema, voiceIdSchema } from '../ids.ts';
import { localPathSchema } from '../localPath.ts';
import { backingChoiceSchema, backingMeasureSchema, lyricsSchema, melodyChoiceSchema } from '../melodies.ts';
import { analysisViewSchema, performancePreviewSchema, recordingSchema } from '../recordings.ts';
import { settingValuesSchema } from '../settings/schema.ts';

export const recordingOperations = {
  /** Opens a file where it lies; analysis starts at once. Opening the same file again gives the same recording. */
  'recordings.open': {
    input: z.object({
      path: localPathSchema,
      name: z.string().max(1024).optional(),
      /** False for a hum, a guide or music: those are measured when they are used, as far as that needs. */
      isSpeech: z.boolean().default(true),
    }),
    output: recordingSchema,
  },
  /** Opens the bundled example phrase. */
  'recordings.openSample': { input: z.void(), output: recordingSchema },
  'recordings.get': {
    input: z.object({ recordingId: recordingIdSchema }),
    output: recordingSchema,
    http: { method: 'GET', path: '/recordings/{recordingId}', summary: 'A recording' },
  },
  'recordings.list': {
    input: z.object({ limit: z.number().int().min(1).max(200).default(50) }),
    output: z.array(recordingSchema),
    http: { method: 'GET', path: '/recordings', summary: 'Recordings, last opened first' },
  },
  /** Waits for the analysis. Without maxPoints every 5 ms frame is given. */
  'recordings.analysis': {
    input: z.object({ recordingId: recordingIdSchema, maxPoints: z.number().int().min(100).max(100_000).optional() }),
    output: analysisViewSchema,
    http: { method: 'GET', path: '/recordings/{recordingId}/analysis', summary: 'What was measured in a recording' },
  },
  /** What these settings would sing: notes and pitch line, before any rendering. */
  'recordings.preview': {
    input: z.object({
      recordingId: recordingIdSchema,
      voiceId: voiceIdSchema,
      settings: settingValuesSchema,
      melody: melodyChoiceSchema.optional(),
      lyrics: lyricsSchema.optional(),
      backing: backingChoiceSchema.optional(),
      maxPoints: z.number().int().min(100).max(100_000).optional(),
    }),
    output: performancePreviewSchema,
    http: { method: 'POST', path: '/recordings/{recordingId}/preview', summary: 'What these settings would sing' },
  },
  /** Tempo and key of music that a take shall go with. */
  'recordings.measureBacking': {
    input: z.object({ recordingId: recordingIdSchema }),
    output: backingMeasureSchema,
    http: { method: 'GET', path: '/recordings/{recordingId}/backing', summary: 'Tempo and key of music' },
  },
} as const;
