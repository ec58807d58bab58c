import { AppError } from '../../contract/errors.ts';
import type { TakeId } from '../../contract/ids.ts';
import type { Take } from '../../contract/jobs.ts';
import type { Events } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { JobStore } from '../jobs/jobStore.ts';
import type { CorePorts, StoredTake } from '../ports.ts';
import { binnedAt } from '../storage/libraryClock.ts';
import { Turns } from '../turns.ts';

export type TakeBinParts = {
  readonly ports: Pick<CorePorts, 'takes' | 'takeFiles' | 'clock' | 'storage'>;
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
  /** As a rule removes it: not what was starred, or is being made again, since the rule looked. @returns whether it went */
  expire(id: TakeId): boolean;
  /**
   * Deletes the files of a take for good, once a cancelled job has let go of them; its recipe stays.
   * @param removedAt as it was seen in the bin: what was brought back since then stays
   * @returns whether they were deleted
   */
  purge(id: TakeId, removedAt: string): Promise<boolean>;
  /** Deletes the files of takes that were purged, where a program was killed before it had; what is made again stays. */
  sweep(ids: readonly TakeId[]): Promise<void>;
  /**
   * A job works on its take, when no deletion goes on any more: wherever the take is, it comes back.
   * @throws AppError CANCELLED where the job was cancelled meanwhile, and what the work throws
   */
  make<T>(id: TakeId, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /**
   * Work on the files of a finished take; nobody deletes them or makes them anew meanwhile.
   * @throws AppError TAKE_UNKNOWN, TAKE_PURGED where they are gone, TAKE_NOT_READY, and what the work throws
   */
  use<T>(id: TakeId, work: (take: StoredTake) => Promise<T>): Promise<T>;
};

export function createTakeBin({ ports, store, queue, emit }: TakeBinParts): TakeBin {
  const { takes, takeFiles, clock } = ports;
  const turns = new Turns<TakeId>();
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
  /** A cancelled job may still be writing for a moment; who looks again after that sees what was wished meanwhile. */
  const unlessMade = async (
    id: TakeId,
    isDue: (take: StoredTake) => boolean,
    work: (take: StoredTake) => Promise<void>,
  ): Promise<boolean> => {
    const isDueNow = (take: StoredTake): boolean => isDue(take) && !isOpen(take);
    if (!isDueNow(get(id))) return false;
    return turns.take(id, async () => {
      const take = get(id);
      if (!isDueNow(take)) return false;
      await work(take);
      return true;
    });
  };
  return {
    get,
    view,
    star: (id, isStarred) => save({ ...get(id), isStarred }),
    remove(id) {
      const take = get(id);
      if (isOpen(take)) queue.cancel(take.jobId);
      return save({ ...take, removedAt: take.removedAt ?? binnedAt(ports) });
    },
    restore(id) {
      const take = get(id);
      if (take.purgedAt !== null) throw new AppError('TAKE_PURGED', { id });
      return save({ ...take, removedAt: null });
    },
    expire(id) {
      const take = get(id);
      if (take.isStarred || take.removedAt !== null || isOpen(take)) return false;
      save({ ...take, removedAt: binnedAt(ports) });
      return true;
    },
    purge(id, removedAt) {
      const isDue = (take: StoredTake): boolean => take.removedAt === removedAt && take.purgedAt === null;
      return unlessMade(id, isDue, async (take) => {
        // The row first: a take whose files are half gone must not be brought back.
        save({ ...take, purgedAt: now() });
        await takeFiles.remove(id);
      });
    },
    async sweep(ids) {
      for (const id of ids) {
        await unlessMade(
          id,
          ({ purgedAt }) => purgedAt !== null,
          () => takeFiles.remove(id),
        );
      }
    },
    make: (id, signal, work) =>
      turns.take(id, () => {
        if (signal.aborted) throw new AppError('CANCELLED', {});
        const take = takes.get(id);
        if (take && take.removedAt !== null) save({ ...take, removedAt: null, purgedAt: null });
        return work();
      }),
    async use(id, work) {
      const check = (): StoredTake => {
        const take = get(id);
        if (take.purgedAt !== null) throw new AppError('TAKE_PURGED', { id });
        if (view(take).status !== 'completed') throw new AppError('TAKE_NOT_READY', { id });
        return take;
      };
      // Before its turn, too: what is being made is not waited for.
      check();
      return turns.take(id, () => work(check()));
    },
  };
}
