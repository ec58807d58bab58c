import { AppError } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import type { Priority } from '../../contract/jobs.ts';
import type { StoredJob } from '../ports.ts';
import type { JobStore } from './jobStore.ts';
import type { JobQueue } from './queue.ts';

export type ArrangeParts = {
  readonly store: JobStore;
  readonly queue: Pick<JobQueue, 'wake' | 'interrupt'>;
};

/** What people do with jobs that wait: hold them back and change their order. */
export function createArrangement({ store, queue }: ArrangeParts) {
  const isOpen = ({ status }: StoredJob): boolean => status === 'queued' || status === 'processing';
  const refusal = ({ id, status }: StoredJob): AppError => new AppError('JOB_NOT_MOVABLE', { id, status });
  const waiting = (id: JobId): StoredJob => {
    const job = store.get(id);
    if (job.status !== 'queued') throw refusal(job);
    return job;
  };
  const setPaused = (id: JobId, isPaused: boolean): StoredJob => {
    const job = store.get(id);
    if (!isOpen(job)) throw refusal(job);
    return job.isPaused === isPaused ? job : store.change(id, { isPaused });
  };
  return {
    /**
     * A running job keeps its whole chunks; it is queued, and waits, when the host has let go of it.
     * @throws AppError JOB_UNKNOWN, JOB_NOT_MOVABLE
     */
    pause(id: JobId): StoredJob {
      const job = setPaused(id, true);
      queue.interrupt(id);
      return job;
    },
    /** @throws AppError JOB_UNKNOWN, JOB_NOT_MOVABLE */
    resume(id: JobId): StoredJob {
      setPaused(id, false);
      queue.wake();
      return store.get(id);
    },
    /** Among the jobs of its new priority it takes the place of its age. @throws AppError JOB_UNKNOWN, JOB_NOT_MOVABLE */
    setPriority(id: JobId, priority: Priority): StoredJob {
      const job = waiting(id);
      return job.priority === priority ? job : store.change(id, { priority });
    },
    /**
     * @param beforeId null: right behind `afterId`, or behind all jobs of its own priority
     * @throws AppError JOB_UNKNOWN, JOB_NOT_MOVABLE (either of the two), DISK_FULL
     */
    move(id: JobId, beforeId: JobId | null, afterId: JobId | null = null): StoredJob {
      const job = waiting(id);
      const otherId = beforeId ?? afterId;
      if (otherId === null) return store.change(id, { position: store.nextPosition() });
      const side = beforeId === null ? 'behind' : 'before';
      return waiting(otherId).id === id ? job : store.moveNextTo(id, otherId, side);
    },
    /** @throws AppError JOB_UNKNOWN, JOB_NOT_DISMISSABLE */
    dismiss(id: JobId): StoredJob {
      const job = store.get(id);
      const { status } = job;
      if (status !== 'failed' && status !== 'cancelled') throw new AppError('JOB_NOT_DISMISSABLE', { id, status });
      return job.isDismissed ? job : store.change(id, { isDismissed: true });
    },
  };
}
