import { z } from 'zod';
import { jobStatuses } from './jobs.ts';

/** How a group of completed conversions did. */
const conversionFiguresSchema = z.object({
  count: z.number().int(),
  /**
   * Those of them whose times say how fast they were: begun once and never cut off. Mean, percentile and real-time factor are
   * of these; an attempt that goes on where another one ended would seem faster than it was.
   */
  measuredCount: z.number().int(),
  /** Mean and 95th percentile of the time from start to end, seconds of the clock; null without any. A computer's sleep counts. */
  meanSec: z.number().nullable(),
  p95Sec: z.number().nullable(),
  /** Seconds of work, over all of them, as their last attempts did it; what was cached took none. */
  deviceSec: z.number(),
  /** Seconds of recording per second of work, over all that were measured; null without any. */
  realTimeFactor: z.number().nullable(),
});

export const metricsSchema = z.object({
  /** ISO day the figures begin at; null: the first job. */
  since: z.string().nullable(),
  /** Those that ended since then, and all that are queued or processing now. */
  jobs: z.record(z.enum(jobStatuses), z.number().int()),
  /** Completed among completed and failed, 0–1; null before any ended. */
  successRate: z.number().nullable(),
  conversions: conversionFiguresSchema,
  byConverterAndDevice: z.array(conversionFiguresSchema.extend({ converterId: z.string(), device: z.string() })),
  /** Bytes and seconds of the recordings of completed jobs. */
  inputBytes: z.number(),
  inputSec: z.number(),
  byUser: z.array(z.object({ userId: z.string(), jobCount: z.number().int() })),
  /** Failures by error code, most frequent first. */
  failures: z.array(z.object({ code: z.string(), count: z.number().int() })),
});
export type Metrics = z.infer<typeof metricsSchema>;

/** One day, for plots; days without jobs are there with zeros. */
export const metricsDaySchema = z.object({
  day: z.iso.date(),
  completed: z.number().int(),
  failed: z.number().int(),
  cancelled: z.number().int(),
  audioSec: z.number(),
  /** Median of the day; null without any. */
  realTimeFactor: z.number().nullable(),
});
export type MetricsDay = z.infer<typeof metricsDaySchema>;
