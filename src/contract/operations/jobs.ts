import { z } from 'zod';
import { jobIdSchema, takeIdSchema } from '../ids.ts';
import { convertRequestSchema, jobSchema, jobStatuses } from '../jobs.ts';

const one = z.object({ jobId: jobIdSchema });

export const jobOperations = {
  'jobs.create': { input: convertRequestSchema, output: z.object({ jobId: jobIdSchema, takeId: takeIdSchema }) },
  'jobs.list': {
    input: z.object({ status: z.enum(jobStatuses).optional(), limit: z.number().int().min(1).max(1000).default(100) }),
    output: z.array(jobSchema),
  },
  'jobs.get': { input: one, output: jobSchema },
  'jobs.cancel': { input: one, output: jobSchema },
  /** Puts a failed or cancelled job back in the queue; what was rendered is used. */
  'jobs.retry': { input: one, output: jobSchema },
} as const;
