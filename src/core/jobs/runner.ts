import type { JobKind, Progress, StageMeasure } from '../../contract/jobs.ts';
import type { Notice } from '../../contract/notices.ts';
import type { StoredJob } from '../ports.ts';

/** What a finished job leaves behind. */
export type JobOutcome = {
  readonly notices: readonly Notice[];
  readonly stages: readonly StageMeasure[];
  readonly outputPath: string | null;
  readonly durationSec: number;
  readonly device: string;
};

/**
 * Does the work of one job. Rejects with CANCELLED after the signal; work that was cut off before goes on
 * where it was.
 */
export type JobRunner = (
  job: StoredJob,
  run: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
) => Promise<JobOutcome>;

/** A job kind without a runner does not compile. */
export type JobRunners = Readonly<Record<JobKind, JobRunner>>;
