import { priorities } from '../../contract/jobs.ts';
import type { StoredJob } from '../ports.ts';
import type { JobFilter } from './ports.ts';

/** Negative where the first comes before the second. */
export function compareTurns(order: JobFilter['order']): (first: StoredJob, second: StoredJob) => number {
  if (order === 'queue') {
    return (a, b) => priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || a.position - b.position;
  }
  return (a, b) => b.createdAt.localeCompare(a.createdAt) || b.position - a.position;
}

/** Of all a filter asks for, without its page. */
export function matchesFilter(
  job: StoredJob,
  { status, batchId, isSingle, isDismissed, order }: Omit<JobFilter, 'offset' | 'limit'>,
): boolean {
  const isInLine = job.status === 'queued' || job.status === 'processing';
  return (
    (status === undefined ? order !== 'queue' || isInLine : status === job.status) &&
    (batchId ?? job.batchId) === job.batchId &&
    (isSingle !== true || job.batchId === null) &&
    (isDismissed ?? job.isDismissed) === job.isDismissed
  );
}
