import { useQuery } from '@tanstack/react-query';
import type { JobId, TakeId } from '../../../contract/ids.ts';
import type { Job, Progress } from '../../../contract/jobs.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { upToDateJobs } from './jobList.ts';
import { queryKeys } from './queries.ts';

/** A job without its progress, which changes ten times a second and concerns few. */
export type JobFacts = Omit<Job, 'progress'>;

export function isOpenJob(job: Pick<Job, 'status'>): boolean {
  return job.status === 'queued' || job.status === 'processing';
}

function factsOf({ progress: _progress, ...facts }: Job): JobFacts {
  return facts;
}

function useJobList<T>(select: (jobs: readonly Job[]) => T): T | undefined {
  const { call, subscribe } = useTransport();
  const queryFn = () => upToDateJobs(() => call('jobs.list', { limit: 50 }), subscribe);
  return useQuery({ queryKey: queryKeys.jobs, queryFn, select }).data;
}

/** The job of a take, kept up to date by events; who uses it is not disturbed by progress. Null where none is known. */
export function useJobOf(takeId: TakeId | null): JobFacts | null {
  const ofTake = (jobs: readonly Job[]): JobFacts | null => {
    const job = jobs.find((one) => one.takeId === takeId);
    return job ? factsOf(job) : null;
  };
  return useJobList(ofTake) ?? null;
}

/** The job that runs, the newest where there are several. */
export function useRunningJobId(): JobId | null {
  return useJobList((jobs) => jobs.find(({ status }) => status === 'processing')?.id ?? null) ?? null;
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
