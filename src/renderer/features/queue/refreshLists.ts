import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Batch } from '../../../contract/batches.ts';
import type { HistoryPage } from '../../../contract/history.ts';
import type { Job, Take } from '../../../contract/jobs.ts';
import { queryKeys } from '../session/queries.ts';

/** Many jobs may change at once; the lists are asked for again this long after the first, ms. */
const quietMs = 250;

/** What of a job the lists of the queue are ordered and sorted by. */
function standingOf({ status, priority, position, isPaused, isDismissed }: Job): string {
  return [status, priority, position, isPaused, isDismissed].join(' ');
}

export type ListRefresher = {
  readonly jobChanged: (job: Job) => void;
  readonly batchChanged: (batch: Batch) => void;
  readonly takeChanged: (take: Take) => void;
};

/** Keeps the lists of queue and history fresh: progress is put in its place, for anything else they are asked for again. */
export function createListRefresher(queries: QueryClient): ListRefresher {
  const standings = new Map<string, string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: queryKeys.lists });
    }, quietMs);
  };
  return {
    jobChanged: (job) => {
      const standing = standingOf(job);
      if (standings.get(job.id) !== standing) refresh();
      if (job.status === 'queued' || job.status === 'processing') standings.set(job.id, standing);
      else standings.delete(job.id);
      queries.setQueryData<readonly Job[]>(queryKeys.runningJobs, (jobs) =>
        jobs?.map((one) => (one.id === job.id ? job : one)),
      );
    },
    batchChanged: (batch) => {
      const before = queries.getQueryData<readonly Batch[]>(queryKeys.batches);
      const known = before?.find(({ id }) => id === batch.id);
      queries.setQueryData<readonly Batch[]>(queryKeys.batches, (batches) =>
        batches?.map((one) => (one.id === batch.id ? batch : one)),
      );
      // Its jobs are not told one by one where all of them change at once; what failed stands in a list of its own.
      const hasChanged = known?.state !== batch.state || known.counts.failed !== batch.counts.failed;
      if (hasChanged) refresh();
      void queries.invalidateQueries({ queryKey: queryKeys.batchItems(batch.id) });
    },
    takeChanged: (take) => {
      queries.setQueriesData<InfiniteData<HistoryPage>>(
        { queryKey: ['history'] },
        (data) => data && withTake(data, take),
      );
      void queries.invalidateQueries({ queryKey: queryKeys.takes(take.recordingId) });
      refresh();
    },
  };
}

/** The pages with a take as it is now. Pages without it stay the same objects. */
function withTake(data: InfiniteData<HistoryPage>, take: Take): InfiniteData<HistoryPage> {
  const pages = data.pages.map((page) =>
    page.entries.some(({ id }) => id === take.id)
      ? { ...page, entries: page.entries.map((entry) => (entry.id === take.id ? { ...entry, ...take } : entry)) }
      : page,
  );
  return { ...data, pages };
}
