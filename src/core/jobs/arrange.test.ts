import { describe, expect, it } from 'vitest';
import type { JobId } from '../../contract/ids.ts';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';

/** A queue whose first job runs, with these waiting behind it. */
async function lineOf(waitingCount: number, change: Parameters<ReturnType<typeof createQueueBench>['add']>[0] = {}) {
  const bench = createQueueBench();
  const { store, queue, arrangement, state } = bench.begin();
  const first = bench.add();
  const ids = Array.from({ length: waitingCount }, () => bench.add(change));
  await settle();
  const line = (): JobId[] => store.list({ status: 'queued', order: 'queue', limit: 100 }).map(({ id }) => id);
  const numbers = (): number[] => line().map((id) => ids.indexOf(id));
  const [a, b, c] = ids;
  if (!a || !b || !c) throw new Error('three at least');
  return { bench, store, queue, arrangement, state, first, ids, a, b, c, numbers };
}

/** Ends every run as it comes and gives the order in which jobs were begun. */
async function workOff(bench: ReturnType<typeof createQueueBench>, most = 40): Promise<JobId[]> {
  const begun = bench.runs.length;
  for (let round = 0; round < most && bench.active; round++) {
    bench.active.succeed();
    await settle();
  }
  return bench.runs.slice(begun).map(({ jobId }) => jobId);
}

describe('the order of the queue', () => {
  it('begins the highest priority first, and within a priority the first that came', async () => {
    const bench = createQueueBench();
    bench.begin();
    bench.add();
    const [low, normal, high, secondHigh] = (['low', 'normal', 'high', 'high'] as const).map((priority) =>
      bench.add({ priority }),
    );
    await settle();
    expect(await workOff(bench)).toEqual([high, secondHigh, normal, low]);
  });

  it('moves a job in front of another or behind it, forwards and backwards, and keeps the order of the others', async () => {
    const { arrangement, ids, numbers } = await lineOf(5);
    const [zero, one, , , four] = ids;
    if (!zero || !one || !four) throw new Error('five');
    arrangement.move(four, one);
    expect(numbers()).toEqual([0, 4, 1, 2, 3]);
    arrangement.move(zero, one);
    expect(numbers()).toEqual([4, 0, 1, 2, 3]);
    arrangement.move(zero, null);
    expect(numbers()).toEqual([4, 1, 2, 3, 0]);
    arrangement.move(zero, null, four);
    expect(numbers()).toEqual([4, 0, 1, 2, 3]);
    arrangement.move(four, null, one);
    expect(numbers()).toEqual([0, 1, 4, 2, 3]);
    arrangement.move(four, zero);
    arrangement.move(zero, null);
    expect(numbers()).toEqual([4, 1, 2, 3, 0]);
    arrangement.move(zero, zero);
    expect(numbers()).toEqual([4, 1, 2, 3, 0]);
  });

  it('a job that is moved in front of one of another priority takes that priority', async () => {
    const { arrangement, a, b, c, numbers } = await lineOf(3);
    arrangement.setPriority(c, 'high');
    expect(numbers()).toEqual([2, 0, 1]);
    expect(arrangement.move(b, c).priority).toBe('high');
    expect(numbers()).toEqual([1, 2, 0]);
    arrangement.setPriority(a, 'low');
    arrangement.move(c, a);
    expect(numbers()).toEqual([1, 2, 0]);
    // The last of all has a lower priority: behind it is behind it.
    expect(arrangement.move(b, null, a).priority).toBe('low');
    expect(numbers()).toEqual([2, 0, 1]);
  });

  it('refuses what has no place in the queue any more, and changes nothing', async () => {
    const { bench, store, arrangement, first, a, b } = await lineOf(3);
    const refused = expect.objectContaining({ code: 'JOB_NOT_MOVABLE', details: { id: first, status: 'processing' } });
    expect(() => arrangement.move(first, a)).toThrow(refused);
    expect(() => arrangement.move(a, first)).toThrow(refused);
    expect(() => arrangement.setPriority(first, 'high')).toThrow(refused);
    bench.active?.succeed();
    await settle();
    expect(() => arrangement.pause(first)).toThrow(expect.objectContaining({ code: 'JOB_NOT_MOVABLE' }));
    expect(() => arrangement.resume(first)).toThrow(expect.objectContaining({ code: 'JOB_NOT_MOVABLE' }));
    expect(() => arrangement.dismiss(b)).toThrow(expect.objectContaining({ code: 'JOB_NOT_DISMISSABLE' }));
    bench.repositories.isDiskFull = true;
    expect(() => arrangement.move(store.get(b).id, null)).not.toThrow();
    bench.repositories.isDiskFull = false;
  });

  it('on a full disk nothing is moved', async () => {
    const { bench, arrangement, a, c, numbers } = await lineOf(3);
    bench.repositories.isDiskFull = true;
    expect(() => arrangement.move(c, a)).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    bench.repositories.isDiskFull = false;
    expect(numbers()).toEqual([0, 1, 2]);
  });
});

describe('pausing', () => {
  it('passes a paused job over until it is resumed', async () => {
    const { bench, arrangement, a, b, c } = await lineOf(3);
    arrangement.pause(a);
    expect(await workOff(bench)).toEqual([b, c]);
    arrangement.resume(a);
    await settle();
    expect(await workOff(bench)).toEqual([]);
    expect(bench.runs.at(-1)?.jobId).toBe(a);
  });

  it('a running job goes back to the queue, waits there, and goes on where it was', async () => {
    const { bench, store, arrangement, first, a } = await lineOf(3);
    arrangement.pause(first);
    await settle();
    await settle();
    expect(store.get(first)).toMatchObject({ status: 'queued', isPaused: true });
    expect(bench.active?.jobId).toBe(a);
    arrangement.resume(first);
    bench.active?.succeed();
    await settle();
    expect(bench.active?.jobId).toBe(first);
    expect(store.get(first)).toMatchObject({ status: 'processing', isPaused: false, attemptCount: 2 });
  });

  it('a job that completes before the host heard of its pause stays completed', async () => {
    const { bench, store, arrangement, first } = await lineOf(3);
    arrangement.pause(first);
    bench.active?.succeed();
    await settle();
    expect(store.get(first)).toMatchObject({ status: 'completed', isPaused: false });
  });

  it('the whole queue begins nothing, also after a restart, and goes on when it is told to', async () => {
    const { bench, store, queue, state, first } = await lineOf(3);
    queue.pause();
    await settle();
    await settle();
    expect(store.get(first).status).toBe('queued');
    expect(state()).toMatchObject({ pausedBy: 'person', queuedCount: 4, processingCount: 0 });
    const next = bench.begin();
    await settle();
    expect(bench.actives).toEqual([]);
    expect(next.state().pausedBy).toBe('person');
    next.queue.resume();
    await settle();
    expect(bench.active?.jobId).toBe(first);
  });

  it('pause and resume before the host let go lose nothing and run nothing twice at a time', async () => {
    const { bench, store, queue, first } = await lineOf(3);
    queue.pause();
    queue.resume();
    await settle();
    await settle();
    expect(bench.actives).toHaveLength(1);
    expect(bench.active?.jobId).toBe(first);
    expect(store.get(first).status).toBe('processing');
  });

  it('a hold of the program waits until nothing runs, and leaves the pause of a person alone', async () => {
    const { bench, queue, state, first } = await lineOf(3);
    const release = await queue.hold();
    expect(bench.actives).toEqual([]);
    expect(state().pausedBy).toBeNull();
    queue.resume();
    await settle();
    expect(bench.actives).toEqual([]);
    release();
    release();
    await settle();
    expect(bench.active?.jobId).toBe(first);
  });

  it('cancelling an interrupted job cancels it for good, retrying clears its pause', async () => {
    const { bench, store, queue, arrangement, first } = await lineOf(3);
    arrangement.pause(first);
    queue.cancel(first);
    await settle();
    expect(store.get(first)).toMatchObject({ status: 'cancelled', isPaused: false });
    arrangement.dismiss(first);
    expect(store.get(first).isDismissed).toBe(true);
    queue.retry(first);
    expect(store.get(first)).toMatchObject({ status: 'queued', isPaused: false, isDismissed: false });
    expect(bench.runs.filter(({ jobId }) => jobId === first)).toHaveLength(1);
  });
});

describe('the battery', () => {
  it('holds work back where a person asked for that, and lets it go on with the plug', async () => {
    const bench = createQueueBench();
    bench.preferences.isPausedOnBattery = true;
    const { store, state } = bench.begin();
    const id = bench.add();
    await settle();
    bench.plug(true);
    await settle();
    await settle();
    expect(store.get(id).status).toBe('queued');
    expect(state()).toMatchObject({ pausedBy: 'battery', isOnBattery: true });
    bench.plug(false);
    await settle();
    expect(store.get(id).status).toBe('processing');
    expect(state()).toMatchObject({ pausedBy: null, isOnBattery: false });
  });

  it('is no reason to wait where nobody asked for that, or where the computer does not tell', async () => {
    const bench = createQueueBench();
    bench.begin();
    bench.add();
    await settle();
    bench.plug(true);
    bench.preferences.isPausedOnBattery = true;
    bench.plug(null);
    await settle();
    expect(bench.runs).toHaveLength(1);
    expect(bench.active?.signal.aborted).toBe(false);
  });
});

describe('the jobs of a batch', () => {
  const batchId = crypto.randomUUID() as never;

  it('are paused, resumed, cancelled and tried again together, in their order', async () => {
    const { bench, store, queue, ids } = await lineOf(3, { batchId });
    expect(queue.pauseBatch(batchId)).toBe(3);
    expect(await workOff(bench)).toEqual([]);
    expect(queue.resumeBatch(batchId)).toBe(3);
    await settle();
    bench.active?.fail(new Error('anything'));
    await settle();
    expect(queue.cancelBatch(batchId)).toBe(2);
    expect(ids.map((id) => store.get(id).status)).toEqual(['failed', 'cancelled', 'cancelled']);
    const other = bench.add();
    await settle();
    await settle();
    expect(queue.retryBatch(batchId)).toBe(3);
    expect(store.get(ids[0] ?? ids[1] ?? other)).toMatchObject({ error: null, progress: null, endedAt: null });
    expect([bench.active?.jobId, ...(await workOff(bench))]).toEqual([other, ...ids]);
  });
});
