import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BatchId, JobId } from '../../../contract/ids.ts';
import type { Priority } from '../../../contract/jobs.ts';
import type { Call } from '../../../contract/operations/index.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';
import { useDrawer } from './drawerStore.ts';
import { jobOf, type InLine } from './nowRows.ts';

/** Where something goes that is put next to something else. */
export type Side = 'before' | 'behind';

/** Does something and shows in the drawer when it did not work. */
export function attemptInDrawer(action: () => Promise<unknown>): void {
  const { note, setNote } = useDrawer.getState();
  if (note?.kind === 'problem') setNote(null);
  action().catch((error: unknown) => {
    setNote({ kind: 'problem', envelope: envelopeOf(error), again: () => attemptInDrawer(action) });
  });
}

/** More files of a batch than will have been begun since it was last told of. */
const amongLast = 50;

/** The job behind which comes what stands behind it all. */
async function lastOf(one: InLine, call: Call): Promise<JobId> {
  if (one.kind === 'job') return one.job.id;
  const offset = Math.max(0, (one.batch.counts.queued ?? 0) - amongLast);
  const last = { batchId: one.batch.id, status: 'queued', order: 'queue', offset, limit: 1000 } as const;
  return (await call('jobs.list', last)).at(-1)?.id ?? one.next.id;
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
      /** Next to something else that waits. A batch is all of its files. */
      move: (jobId: JobId, other: InLine, side: Side, done: () => void) =>
        run(async () => {
          const place =
            side === 'before'
              ? { beforeJobId: jobOf(other).id }
              : { beforeJobId: null, afterJobId: await lastOf(other, call) };
          await call('jobs.move', { jobId, ...place });
          done();
        }),
      pauseBatch: (batchId: BatchId) => run(() => call('batches.pause', { batchId })),
      resumeBatch: (batchId: BatchId) => run(() => call('batches.resume', { batchId })),
      stopBatch: (batchId: BatchId) => run(() => call('batches.cancel', { batchId })),
      retryBatch: (batchId: BatchId) => run(() => call('batches.retry', { batchId })),
    };
  }, [call, queries]);
}
export type QueueActions = ReturnType<typeof useQueueActions>;
