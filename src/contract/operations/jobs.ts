import { z } from 'zod';
import { batchIdSchema, jobIdSchema, takeIdSchema } from '../ids.ts';
import { convertRequestSchema, jobSchema, jobStatuses, prioritySchema } from '../jobs.ts';

const one = z.object({ jobId: jobIdSchema });

export const jobOperations = {
  /** Over HTTP `POST /audio/jobs` also takes the audio itself (docs/http-api.md). */
  'jobs.create': { input: convertRequestSchema, output: z.object({ jobId: jobIdSchema, takeId: takeIdSchema }) },
  'jobs.list': {
    input: z.object({
      status: z.enum(jobStatuses).optional(),
      batchId: batchIdSchema.optional(),
      /** Without those of batches. */
      isSingle: z.boolean().optional(),
      /** Only those that somebody took off the list, or only the others. */
      isDismissed: z.boolean().optional(),
      /** `queue`: queued and processing jobs only, as they will be begun. */
      order: z.enum(['newest', 'queue']).default('newest'),
      offset: z.number().int().min(0).max(1_000_000).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    output: z.array(jobSchema),
    http: { method: 'GET', path: '/audio/jobs', summary: 'List jobs' },
  },
  'jobs.get': {
    input: one,
    output: jobSchema,
    http: { method: 'GET', path: '/audio/jobs/{jobId}', summary: 'How far a job is' },
  },
  'jobs.cancel': {
    input: one,
    output: jobSchema,
    http: { method: 'POST', path: '/audio/jobs/{jobId}/cancel', summary: 'Cancel a job' },
  },
  /** Puts a failed or cancelled job back in the queue; what was rendered is used. */
  'jobs.retry': {
    input: one,
    output: jobSchema,
    http: { method: 'POST', path: '/audio/jobs/{jobId}/retry', summary: 'Try a job again' },
  },
  /** Holds a job back; one that runs keeps its whole chunks and goes back into the queue. */
  'jobs.pause': {
    input: one,
    output: jobSchema,
    http: { method: 'POST', path: '/audio/jobs/{jobId}/pause', summary: 'Pause a job' },
  },
  'jobs.resume': {
    input: one,
    output: jobSchema,
    http: { method: 'POST', path: '/audio/jobs/{jobId}/resume', summary: 'Go on with a job' },
  },
  'jobs.setPriority': {
    input: one.extend({ priority: prioritySchema }),
    output: jobSchema,
    http: { method: 'PUT', path: '/audio/jobs/{jobId}/priority', summary: 'Change the priority of a waiting job' },
  },
  /** Puts a waiting job in front of another one or right behind it (either lends it its priority), or behind all of its priority. */
  'jobs.move': {
    input: one.extend({
      beforeJobId: jobIdSchema.nullable(),
      /** Counts where beforeJobId is null; behind all of its priority where neither is given. */
      afterJobId: jobIdSchema.optional(),
    }),
    output: jobSchema,
    http: { method: 'PUT', path: '/audio/jobs/{jobId}/place', summary: 'Change the order of the queue' },
  },
  /** Takes failed and cancelled jobs off the list of those that need somebody; their recipes stay in the history. */
  'jobs.dismiss': {
    input: one,
    output: jobSchema,
    http: { method: 'POST', path: '/audio/jobs/{jobId}/dismiss', summary: 'Take a failed job off the list' },
  },
} as const;
