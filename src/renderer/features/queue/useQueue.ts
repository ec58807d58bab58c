import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Batch } from '../../../contract/batches.ts';
import type { HistoryEntry } from '../../../contract/history.ts';
import type { BatchId } from '../../../contract/ids.ts';
import type { Job } from '../../../contract/jobs.ts';
import type { QueueState } from '../../../contract/queue.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';

const pageSize = 200;
const mostRunning = 16;
const mostFront = 50;
const mostFailed = 100;
const mostFinished = 30;
const mostBatches = 50;

/** What the queue is doing; undefined until it was told. */
export function useQueueState(): QueueState | undefined {
  const { call } = useTransport();
  return useQuery({ queryKey: queryKeys.queue, queryFn: () => call('queue.get', undefined) }).data;
}

export function useRunningJobs(): readonly Job[] | undefined {
  const { call } = useTransport();
  return useQuery({
    queryKey: queryKeys.runningJobs,
    queryFn: () => call('jobs.list', { status: 'processing', limit: mostRunning }),
  }).data;
}

export type WaitingJobs = { readonly jobs: readonly Job[]; readonly hasMore: boolean; readonly more: () => void };

/** Jobs that wait and belong to no batch, as they will be begun, page by page. */
export function useWaitingJobs(): WaitingJobs {
  const { call } = useTransport();
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.waitingJobs,
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      call('jobs.list', { status: 'queued', order: 'queue', isSingle: true, offset: pageParam, limit: pageSize }),
    getNextPageParam: (last, _pages, offset) => (last.length < pageSize ? undefined : offset + pageSize),
  });
  return useMemo(() => {
    const seen = new Set<string>();
    // Between two pages the queue may have moved on by one.
    const jobs = (data?.pages ?? []).flat().filter(({ id, status }) => {
      if (status !== 'queued' || seen.has(id)) return false;
      seen.add(id);
      return true;
    });
    const more = (): void => {
      if (hasNextPage && !isFetching) void fetchNextPage();
    };
    return { jobs, hasMore: hasNextPage, more };
  }, [data, hasNextPage, isFetching, fetchNextPage]);
}

/** The first of all jobs that wait, those of batches included, as they will be begun. */
export function useQueueFront(): readonly Job[] {
  const { call } = useTransport();
  return (
    useQuery({
      queryKey: queryKeys.queueFront,
      queryFn: () => call('jobs.list', { status: 'queued', order: 'queue', limit: mostFront }),
      select: onlyQueued,
    }).data ?? none
  );
}
function onlyQueued(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter(({ status }) => status === 'queued');
}

function nextOf(batches: readonly Batch[], front: readonly Job[]): readonly Job[] {
  return batches.flatMap(({ id }) => front.find(({ batchId }) => batchId === id) ?? []);
}

/** Of each batch that goes on, the first of its files that wait. */
export function useNextFiles(batches: readonly Batch[], front: readonly Job[]): readonly Job[] {
  const { call } = useTransport();
  const isInFront = (id: BatchId): boolean => front.some(({ batchId }) => batchId === id);
  const further = batches.flatMap(({ id, state }) => (state === 'done' || isInFront(id) ? [] : [id]));
  const { data } = useQuery({
    queryKey: queryKeys.nextFiles(further),
    enabled: further.length > 0,
    queryFn: async () => {
      const ask = (batchId: BatchId) => call('jobs.list', { batchId, status: 'queued', order: 'queue', limit: 1 });
      return (await Promise.all(further.map(ask))).flat();
    },
    placeholderData: keepPreviousData,
  });
  const known = further.length > 0 ? data : undefined;
  return useMemo(() => [...nextOf(batches, front), ...(known ?? none)], [batches, front, known]);
}

/** Failed jobs that nobody has taken off the list, newest first. */
export function useFailedJobs(): readonly Job[] {
  const { call } = useTransport();
  return (
    useQuery({
      queryKey: queryKeys.failedJobs,
      queryFn: () => call('jobs.list', { status: 'failed', isDismissed: false, limit: mostFailed }),
    }).data ?? none
  );
}

/** Batches that go on, and those of the last time, newest first. */
export function useBatches(): readonly Batch[] {
  const { call } = useTransport();
  return (
    useQuery({
      queryKey: queryKeys.batches,
      queryFn: async () => {
        const [open, latest] = await Promise.all([
          call('batches.list', { isOpen: true, limit: 200 }),
          call('batches.list', { limit: mostBatches }),
        ]);
        return [...open, ...latest.filter(({ id }) => !open.some((one) => one.id === id))];
      },
    }).data ?? none
  );
}

/** Midnight of today on this computer, as an ISO time. */
export function startOfToday(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}

/** What was finished since midnight, newest first. Files of batches stand in their batch. */
export function useFinishedToday(): readonly HistoryEntry[] {
  const { call } = useTransport();
  return (
    useQuery({
      queryKey: queryKeys.finishedToday,
      queryFn: () =>
        call('takes.history', { statuses: ['completed'], isSingle: true, from: startOfToday(), limit: mostFinished }),
    }).data?.entries ?? none
  );
}

const none: readonly never[] = [];
