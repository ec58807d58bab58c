import { useQuery } from '@tanstack/react-query';
import type { JobId } from '../../../contract/ids.ts';
import type { Job, Progress } from '../../../contract/jobs.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from './queries.ts';

/** A job without its progress, which changes ten times a second and concerns few. */
export type JobFacts = Omit<Job, 'progress'>;

export function isOpenJob(job: Pick<Job, 'status'>): boolean {
  return job.status === 'queued' || job.status === 'processing';
}

function factsOf(jobs: readonly Job[]): JobFacts[] {
  return jobs.map(({ progress: _progress, ...facts }) => facts);
}

function useJobList<T>(select: (jobs: readonly Job[]) => T): T | undefined {
  const { call } = useTransport();
  return useQuery({ queryKey: queryKeys.jobs, queryFn: () => call('jobs.list', { limit: 50 }), select }).data;
}

/** The latest jobs, newest first; kept up to date by events. Who uses it is not disturbed by progress. */
export function useJobs(): readonly JobFacts[] {
  return useJobList(factsOf) ?? [];
}

/** How far a job is; null before it has begun. */
export function useProgress(jobId: JobId | null): Progress | null {
  return useJobList((jobs) => jobs.find((job) => job.id === jobId)?.progress ?? null) ?? null;
}

/** How far a job is, 0–100. */
export function usePercent(jobId: JobId | null): number {
  return useJobList((jobs) => percentOf(jobs.find((job) => job.id === jobId)?.progress ?? null)) ?? 0;
}

/** Whole percent of all stages together, 0–100. */
export function percentOf(progress: Progress | null): number {
  return Math.floor((progress?.overallRatio ?? 0) * 100);
}
