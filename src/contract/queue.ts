import { z } from 'zod';

/**
 * Why nothing is begun: a person said so, the library was restored with jobs in it and nobody has said yet that they shall go on
 * here, the computer runs on its battery and they asked for that, or nothing can be written into the library.
 */
const pauseReasons = ['person', 'restored', 'battery', 'disk'] as const;

/** What the queue is doing, told whenever it changes (at most 4 times a second). */
export const queueStateSchema = z.object({
  pausedBy: z.enum(pauseReasons).nullable(),
  /** Null where the computer does not tell. */
  isOnBattery: z.boolean().nullable(),
  queuedCount: z.number().int(),
  processingCount: z.number().int(),
  /** Failed jobs nobody has looked at or removed from the list. */
  needsYouCount: z.number().int(),
  /** Until all queued jobs are done, as learned on this computer; null before anything was learned. */
  remainingSec: z.number().nullable(),
  /** Jobs that work at the same time now, and how that was decided. */
  parallelJobs: z.number().int(),
  parallelReason: z.enum(['chosen', 'measured', 'measuring', 'default']),
  /** Seconds of audio per second of work, learned from finished jobs: one for each converter and device. */
  speeds: z.array(
    z.object({
      converterId: z.string(),
      device: z.string(),
      realTimeFactor: z.number(),
      sampleCount: z.number().int(),
    }),
  ),
});
export type QueueState = z.infer<typeof queueStateSchema>;
