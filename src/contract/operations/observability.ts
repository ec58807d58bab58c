import { z } from 'zod';
import { jobIdSchema } from '../ids.ts';
import { metricsDaySchema, metricsSchema } from '../metrics.ts';
import { networkEntrySchema } from '../network.ts';

export const observabilityOperations = {
  'metrics.get': {
    input: z.object({ days: z.number().int().min(1).max(3650).optional() }),
    output: metricsSchema,
    http: { method: 'GET', path: '/metrics/summary', summary: 'Figures over jobs' },
  },
  /** The last days up to today, oldest first. */
  'metrics.days': {
    input: z.object({ days: z.number().int().min(1).max(366).default(30) }),
    output: z.array(metricsDaySchema),
    http: { method: 'GET', path: '/metrics/days', summary: 'Figures for each day' },
  },
  /** What happened to a job, oldest first: one object for each event, at most the last 1 000. Empty where no log is kept any more. */
  'jobs.log': {
    input: z.object({ jobId: jobIdSchema }),
    output: z.object({ lines: z.array(z.record(z.string(), z.unknown())) }),
    http: { method: 'GET', path: '/audio/jobs/{jobId}/log', summary: 'What happened to a job' },
  },
  /** Everything a report of a fault needs, as text: no file names, no paths, no lyrics, no addresses. Nothing is sent. */
  'diagnostics.get': { input: z.void(), output: z.object({ text: z.string() }) },
  /** Every request that left this computer, newest first. */
  'network.list': {
    input: z.object({ before: z.number().int().optional(), limit: z.number().int().min(1).max(1000).default(100) }),
    output: z.object({ entries: z.array(networkEntrySchema), total: z.number().int() }),
    http: { method: 'GET', path: '/network', summary: 'Every request that left this computer' },
  },
} as const;
