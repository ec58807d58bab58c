import { describe, expect, it } from 'vitest';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';
import { untouchedLibrary } from '../../../tests/suites/untouchedLibrary.ts';
import type { TakeId } from '../../contract/ids.ts';
import { createTakeBin } from './takeBin.ts';

/** A take that was made, and its bin; what is deleted is written down. */
async function madeTake() {
  const bench = createQueueBench();
  const { store, queue } = bench.begin();
  const { storage } = untouchedLibrary();
  const deleted: TakeId[] = [];
  const takeFiles = {
    folderOf: (id: string) => id,
    countChunks: () => Promise.resolve(0),
    remove: (id: TakeId) => {
      deleted.push(id);
      return Promise.resolve();
    },
  };
  const { takes } = bench.repositories;
  const clock = { nowMs: () => bench.clock.ms, monotonicMs: () => 0, after: () => () => undefined };
  const emit = (): void => undefined;
  const bin = createTakeBin({ ports: { takes, takeFiles, clock, storage }, store, queue, emit });
  const jobId = bench.add();
  const { takeId } = store.get(jobId);
  await settle();
  const finish = async (): Promise<void> => {
    bench.active?.succeed();
    await settle();
  };
  return { bench, bin, queue, storage, deleted, jobId, takeId, finish };
}

describe('the bin of takes', () => {
  it('deletes nothing that was brought back while it was being emptied', async () => {
    const { bin, deleted, takeId, finish } = await madeTake();
    await finish();
    const { removedAt } = bin.remove(takeId);
    bin.restore(takeId);
    expect(await bin.purge(takeId, removedAt ?? '')).toBe(false);
    expect(deleted).toEqual([]);
    expect(bin.get(takeId)).toMatchObject({ removedAt: null, purgedAt: null });
  });

  it('deletes nothing that is being made again', async () => {
    const { bin, bench, queue, deleted, takeId, jobId } = await madeTake();
    const removedAt = bin.remove(takeId).removedAt ?? '';
    bench.active?.fail(new Error('stopped'));
    await settle();
    queue.retry(jobId);
    expect(await bin.purge(takeId, removedAt)).toBe(false);
    await bin.make(takeId, new AbortController().signal, () => {
      expect(bin.get(takeId)).toMatchObject({ removedAt: null, purgedAt: null });
      return Promise.resolve();
    });
    await bin.sweep([takeId]);
    expect(deleted).toEqual([]);
  });

  it('deletes what a program that was killed left of a take, once that is purged and nobody makes it', async () => {
    const { bin, deleted, takeId, finish } = await madeTake();
    await finish();
    const removedAt = bin.remove(takeId).removedAt ?? '';
    expect(await bin.purge(takeId, removedAt)).toBe(true);
    await bin.sweep([takeId]);
    expect(deleted).toEqual([takeId, takeId]);
  });

  it('deletes nothing while it is written into a file, and nothing is written from what is being deleted', async () => {
    const { bin, deleted, takeId, finish } = await madeTake();
    await expect(bin.use(takeId, () => Promise.resolve())).rejects.toMatchObject({ code: 'TAKE_NOT_READY' });
    await finish();
    const removedAt = bin.remove(takeId).removedAt ?? '';
    const writing = bin.use(takeId, async () => {
      await settle();
      return [...deleted];
    });
    const purging = bin.purge(takeId, removedAt);
    const late = bin.use(takeId, () => Promise.resolve());
    expect(await writing).toEqual([]);
    expect(await purging).toBe(true);
    await expect(late).rejects.toMatchObject({ code: 'TAKE_PURGED' });
    expect(deleted).toEqual([takeId]);
  });

  it('takes nothing by a rule that was starred, or begun again, since the rule looked', async () => {
    const { bin, takeId, finish } = await madeTake();
    expect(bin.expire(takeId)).toBe(false);
    await finish();
    bin.star(takeId, true);
    expect(bin.expire(takeId)).toBe(false);
    bin.star(takeId, false);
    expect(bin.expire(takeId)).toBe(true);
  });

  it('keeps what was removed while the clock stood in 1970 as long as anything else', async () => {
    const { bin, bench, storage, takeId, finish } = await madeTake();
    await finish();
    const lastSeenMs = bench.clock.ms;
    storage.saveState({ seenMs: lastSeenMs, lastClearOut: null });
    bench.clock.ms = 0;
    expect(bin.remove(takeId).removedAt).toBe(new Date(lastSeenMs).toISOString());
  });
});
