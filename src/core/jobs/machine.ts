import type { JobStatus } from '../../contract/jobs.ts';

/** What can happen to a job. `interrupt`: the host or the program went away under it. */
export type JobStep = 'start' | 'complete' | 'fail' | 'cancel' | 'interrupt' | 'retry';

/** The whole life of a job. What is not in this table cannot happen. */
const steps = {
  queued: { start: 'processing', cancel: 'cancelled' },
  processing: { complete: 'completed', fail: 'failed', cancel: 'cancelled', interrupt: 'queued' },
  completed: {},
  failed: { retry: 'queued' },
  cancelled: { retry: 'queued' },
} as const satisfies Record<JobStatus, Partial<Record<JobStep, JobStatus>>>;

/** The status after a step, or undefined where the step is not allowed. */
export function statusAfter(status: JobStatus, step: JobStep): JobStatus | undefined {
  const allowed: Partial<Record<JobStep, JobStatus>> = steps[status];
  return allowed[step];
}
