import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQueueBench, settle, turns } from '../../../tests/suites/queueBench.ts';
import { untouchedLibrary } from '../../../tests/suites/untouchedLibrary.ts';
import { AppError } from '../../contract/errors.ts';
import type { JobId, TakeId } from '../../contract/ids.ts';
import { createTakeBin } from './takeBin.ts';

const which = fc.nat(2);
const acts = ['cancel', 'remove', 'restore', 'retry', 'purge', 'sweep', 'succeed'] as const;
const commands = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ act: fc.constantFrom(...acts), which }) },
    // All of it within a moment, as a hurried person or a script does.
    { weight: 2, arbitrary: fc.record({ act: fc.constant('throwAwayAndRetry' as const), which }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constant('wait' as const), which: fc.nat(6) }) },
  ),
  { maxLength: 40 },
);
type Act = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

/** Three takes whose files a run writes from its begin to its end, and a bin whose deletions take their time. */
function openBench(letsGoAfter: number, deletesAfter: number) {
  const bench = createQueueBench();
  bench.letsGoAfter = letsGoAfter;
  const written = new Set<TakeId>();
  const writing = new Set<TakeId>();
  const deleting = new Set<TakeId>();
  const expectAlone = (id: TakeId): void => {
    expect(writing.has(id) && deleting.has(id), 'nobody writes what is being deleted').toBe(false);
  };
  const takeFiles = {
    folderOf: (id: string) => id,
    countChunks: () => Promise.resolve(0),
    remove: async (id: TakeId) => {
      deleting.add(id);
      expectAlone(id);
      await turns(deletesAfter);
      written.delete(id);
      deleting.delete(id);
    },
  };
  const { store, queue } = bench.begin();
  const { takes } = bench.repositories;
  const clock = { nowMs: () => bench.clock.ms++, monotonicMs: () => 0, after: () => () => undefined };
  const bin = createTakeBin({
    ports: { takes, takeFiles, clock, storage: untouchedLibrary().storage },
    ...{ store, queue, emit: () => undefined },
  });
  bench.around = (takeId, signal, work) =>
    bin.make(takeId, signal, async () => {
      writing.add(takeId);
      written.add(takeId);
      expectAlone(takeId);
      try {
        return await work();
      } finally {
        writing.delete(takeId);
      }
    });
  const jobIds = [bench.add(), bench.add(), bench.add()];
  return { bench, bin, store, queue, jobIds, written };
}

type Bench = ReturnType<typeof openBench>;

function refusedAsExpected(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError) || !/^(JOB_NOT_|TAKE_PURGED)/.test(error.code)) throw error;
  }
}

/** @returns deletions that go on */
async function perform({ act, which: index }: Act, { bench, bin, store, queue, jobIds }: Bench): Promise<unknown[]> {
  if (act === 'wait') {
    await turns(index);
    return [];
  }
  const jobId = jobIds[index % jobIds.length] as JobId;
  const { takeId } = store.get(jobId);
  const purge = (): unknown[] => [bin.purge(takeId, bin.get(takeId).removedAt ?? '')];
  if (act === 'purge') return purge();
  if (act === 'sweep') return [bin.sweep([takeId])];
  if (act === 'throwAwayAndRetry') {
    bin.remove(takeId);
    const purging = purge();
    refusedAsExpected(() => queue.retry(jobId));
    return purging;
  }
  refusedAsExpected(() => {
    if (act === 'succeed') bench.active?.succeed();
    else if (act === 'cancel' || act === 'retry') queue[act](jobId);
    else bin[act](takeId);
  });
  return [];
}

describe('whatever happens to takes and their bin', () => {
  it('nobody writes what is being deleted, what is sung is there, and what was deleted is gone', async () => {
    const delays = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(commands, delays, delays, async (sequence, letsGoAfter, deletesAfter) => {
        const opened = openBench(letsGoAfter, deletesAfter);
        const { bench, bin, store, jobIds, written } = opened;
        const deletions: unknown[] = [];
        for (const command of sequence) deletions.push(...(await perform(command, opened)));
        // Time for what was cancelled to be let go of, and then whatever still waits is sung.
        for (let round = 0; round < 4; round++) {
          await turns(letsGoAfter + deletesAfter + 4);
          bench.active?.succeed();
        }
        await Promise.all(deletions);
        await settle();
        for (const jobId of jobIds) {
          const { status, takeId, error } = store.get(jobId);
          const { purgedAt, removedAt } = bin.get(takeId);
          expect(['completed', 'cancelled'], JSON.stringify(error)).toContain(status);
          if (purgedAt !== null) expect(written.has(takeId), 'deleted').toBe(false);
          if (status === 'completed' && purgedAt === null) expect(written.has(takeId), 'there').toBe(true);
          if (purgedAt !== null) expect(removedAt).not.toBeNull();
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a take that is thrown away again while its job waits for the deletion stays away', async () => {
    const { bench, bin, store, queue, jobIds } = openBench(1, 6);
    const jobId = jobIds[0] as JobId;
    const { takeId } = store.get(jobId);
    await settle();
    const { removedAt } = bin.remove(takeId);
    await turns(2);
    const purging = bin.purge(takeId, removedAt ?? '');
    await turns(2);
    queue.retry(jobId);
    await turns(2);
    bin.remove(takeId);
    await purging;
    await turns(4);
    expect(bin.get(takeId).removedAt).not.toBeNull();
    expect(bench.runs.filter((run) => run.jobId === jobId)).toHaveLength(1);
  });
});
