import { useQuery } from '@tanstack/react-query';
import type { Job } from '../../../contract/jobs.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from './queries.ts';

export function isOpenJob(job: Job): boolean {
  return job.status === 'queued' || job.status === 'processing';
}

/** The latest jobs, newest first; kept up to date by events. */
export function useJobs(): readonly Job[] {
  const { call } = useTransport();
  return useQuery({ queryKey: queryKeys.jobs, queryFn: () => call('jobs.list', { limit: 50 }) }).data ?? [];
}
