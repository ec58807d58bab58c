import { AppError } from '../../contract/errors.ts';
import type { TakeId } from '../../contract/ids.ts';
import type { Take } from '../../contract/jobs.ts';
import type { Events } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { JobStore } from '../jobs/jobStore.ts';
import type { CorePorts, StoredTake } from '../ports.ts';

export type TakeBinParts = {
  readonly ports: Pick<CorePorts, 'takes' | 'takeFiles' | 'clock'>;
  readonly store: JobStore;
  readonly queue: Pick<JobQueue, 'cancel'>;
  readonly emit: Events['emit'];
};

/** What happens to takes after they were made: starred, removed, brought back, and one day deleted. */
export type TakeBin = {
  /** @throws AppError TAKE_UNKNOWN */
  get(id: TakeId): StoredTake;
  /** As people see it: a take is as far as the job that makes it. */
  view(take: StoredTake): Take;
  star(id: TakeId, isStarred: boolean): Take;
  /** Into the bin. A job that still makes it is cancelled. */
  remove(id: TakeId): Take;
  /** @throws AppError TAKE_PURGED where its files are gone */
  restore(id: TakeId): Take;
  /** Deletes the files of a take in the bin for good; its recipe stays. */
  purge(id: TakeId): Promise<Take>;
};

export function createTakeBin({ ports, store, queue, emit }: TakeBinParts): TakeBin {
  const { takes, takeFiles, clock } = ports;
  const now = (): string => new Date(clock.nowMs()).toISOString();
  const get = (id: TakeId): StoredTake => {
    const take = takes.get(id);
    if (!take) throw new AppError('TAKE_UNKNOWN', { id });
    return take;
  };
  const view = (take: StoredTake): Take => ({ ...take, status: store.get(take.jobId).status });
  const save = (take: StoredTake): Take => {
    takes.save(take);
    const seen = view(take);
    emit({ name: 'take.changed', payload: seen });
    return seen;
  };
  const isOpen = (take: StoredTake): boolean => ['queued', 'processing'].includes(view(take).status);
  return {
    get,
    view,
    star: (id, isStarred) => save({ ...get(id), isStarred }),
    remove(id) {
      const take = get(id);
      if (isOpen(take)) queue.cancel(take.jobId);
      return save({ ...take, removedAt: take.removedAt ?? now() });
    },
    restore(id) {
      const take = get(id);
      if (take.purgedAt !== null) throw new AppError('TAKE_PURGED', { id });
      return save({ ...take, removedAt: null });
    },
    async purge(id) {
      const { removedAt } = get(id);
      // The row first: a take whose files are half gone must not be brought back.
      const purged = save({ ...get(id), removedAt: removedAt ?? now(), purgedAt: now() });
      await takeFiles.remove(id);
      return purged;
    },
  };
}
