import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BatchId, JobId } from '../../../contract/ids.ts';
import type { Priority } from '../../../contract/jobs.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';
import { useDrawer } from './drawerStore.ts';

/** Does something and shows in the drawer when it did not work. */
export function attemptInDrawer(action: () => Promise<unknown>): void {
  const { note, setNote } = useDrawer.getState();
  if (note?.kind === 'problem') setNote(null);
  action().catch((error: unknown) => {
    setNote({ kind: 'problem', envelope: envelopeOf(error), again: () => attemptInDrawer(action) });
  });
}

/** Everything that can be done to jobs and batches; the lists follow at once. */
export function useQueueActions() {
  const { call } = useTransport();
  const queries = useQueryClient();
  return useMemo(() => {
    const run = (action: () => Promise<unknown>): void =>
      attemptInDrawer(async () => {
        await action();
        await queries.invalidateQueries({ queryKey: queryKeys.lists });
      });
    const setPaused = (name: 'queue.pause' | 'queue.resume'): void =>
      run(async () => queries.setQueryData(queryKeys.queue, await call(name, undefined)));
    return {
      pauseAll: () => setPaused('queue.pause'),
      resumeAll: () => setPaused('queue.resume'),
      stop: (jobId: JobId) => run(() => call('jobs.cancel', { jobId })),
      retry: (jobId: JobId) => run(() => call('jobs.retry', { jobId })),
      pause: (jobId: JobId) => run(() => call('jobs.pause', { jobId })),
      resume: (jobId: JobId) => run(() => call('jobs.resume', { jobId })),
      dismiss: (jobId: JobId) => run(() => call('jobs.dismiss', { jobId })),
      setPriority: (jobId: JobId, priority: Priority) => run(() => call('jobs.setPriority', { jobId, priority })),
      /** @param beforeJobId the job it shall stand before; null: behind all of its priority */
      move: (jobId: JobId, beforeJobId: JobId | null) => run(() => call('jobs.move', { jobId, beforeJobId })),
      pauseBatch: (batchId: BatchId) => run(() => call('batches.pause', { batchId })),
      resumeBatch: (batchId: BatchId) => run(() => call('batches.resume', { batchId })),
      stopBatch: (batchId: BatchId) => run(() => call('batches.cancel', { batchId })),
      retryBatch: (batchId: BatchId) => run(() => call('batches.retry', { batchId })),
    };
  }, [call, queries]);
}
export type QueueActions = ReturnType<typeof useQueueActions>;
