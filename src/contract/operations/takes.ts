import { z } from 'zod';
import { exportRequestSchema } from '../exports.ts';
import { recordingIdSchema, takeIdSchema } from '../ids.ts';
import { planSchema } from '../melody/plan.ts';
import { takeSchema, takeViewSchema } from '../jobs.ts';

export const takeOperations = {
  'takes.list': { input: z.object({ recordingId: recordingIdSchema }), output: z.array(takeSchema) },
  'takes.get': { input: z.object({ takeId: takeIdSchema }), output: takeSchema },
  'takes.view': {
    input: z.object({ takeId: takeIdSchema, maxPoints: z.number().int().min(100).max(100_000).optional() }),
    output: takeViewSchema,
  },
  /** How the words of a take in melody mode were laid on the notes. */
  'takes.plan': { input: z.object({ takeId: takeIdSchema }), output: planSchema },
  /** Writes a finished take to a file and says where. */
  'takes.export': {
    input: z.object({ takeId: takeIdSchema, export: exportRequestSchema }),
    output: z.object({ path: z.string() }),
  },
} as const;
