import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';

const crash = (): AppError => new AppError('HOST_CRASHED', { attempts: 1 });

async function startedBench(jobCount = 1) {
  const bench = createQueueBench();
  const { store, queue } = bench.begin();
  const ids = Array.from({ length: jobCount }, () => bench.add());
  await settle();
  const statusOf = (index: number): string => {
    const id = ids[index];
    return id ? store.get(id).status : 'missing';
  };
  return { bench, store, queue, ids, statusOf };
}

describe('the job queue', () => {
  it('works one job at a time, in the order they came', async () => {
    const { bench, ids, statusOf } = await startedBench(3);
    expect([0, 1, 2].map(statusOf)).toEqual(['processing', 'queued', 'queued']);
    for (let count = 0; count < 3; count++) {
      bench.active?.succeed();
      await settle();
    }
    expect(bench.runs.map(({ jobId }) => jobId)).toEqual(ids);
    expect([0, 1, 2].map(statusOf)).toEqual(['completed', 'completed', 'completed']);
  });

  it('goes on with the next job when one fails, and keeps why', async () => {
    const { bench, store, ids, statusOf } = await startedBench(2);
    bench.active?.fail(new AppError('AUDIO_SILENT', { file: 'a.wav' }));
    await settle();
    expect([0, 1].map(statusOf)).toEqual(['failed', 'processing']);
    expect(ids[0] && store.get(ids[0]).error).toEqual({ code: 'AUDIO_SILENT', details: { file: 'a.wav' } });
  });

  it('fails no other job while nothing can be written into the library', async () => {
    const { bench, statusOf } = await startedBench(3);
    bench.active?.fail(new AppError('FOLDER_NOT_WRITABLE', { folder: '/exports' }));
    await settle();
    expect([0, 1, 2].map(statusOf)).toEqual(['failed', 'processing', 'queued']);
    bench.isLibraryShut = true;
    bench.active?.fail(new AppError('FOLDER_NOT_WRITABLE', { folder: '/data/takes/one' }));
    await settle();
    expect([0, 1, 2].map(statusOf)).toEqual(['failed', 'failed', 'queued']);
    expect(bench.workshop?.state().pausedBy).toBe('disk');
  });

  it('lets no job fail for a disk that is full already, and goes on by itself when there is room', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { bench, statusOf } = await startedBench(2);
    bench.freeBytes = 4 * 1024 ** 2;
    bench.active?.fail(new AppError('DISK_FULL', { folder: '/data/cache' }));
    await settle();
    expect([0, 1].map(statusOf)).toEqual(['failed', 'queued']);
    expect(bench.workshop?.state().pausedBy).toBe('disk');
    bench.freeBytes = 400 * 1024 ** 2;
    await vi.advanceTimersByTimeAsync(2000);
    await settle();
    expect([0, 1].map(statusOf)).toEqual(['failed', 'processing']);
    expect(bench.workshop?.state().pausedBy).toBeNull();
  });

  it('hides an unforeseen error behind an id under which the log holds the story', async () => {
    const { bench, store, ids } = await startedBench();
    bench.active?.fail(new Error('secret'));
    await settle();
    const error = ids[0] && store.get(ids[0]).error;
    expect(error).toMatchObject({ code: 'INTERNAL' });
    expect(JSON.stringify(error)).not.toContain('secret');
    const line = bench.log.lines.find(({ event }) => event === 'error');
    expect(error).toEqual({ code: 'INTERNAL', details: { id: line?.facts['id'] } });
  });

  it('cancels a queued job without ever running it', async () => {
    const { bench, queue, ids, statusOf } = await startedBench(2);
    if (ids[1]) queue.cancel(ids[1]);
    bench.active?.succeed();
    await settle();
    expect(statusOf(1)).toBe('cancelled');
    expect(bench.runs).toHaveLength(1);
  });

  it('cancels a running job at once, and begins the next when the host let go', async () => {
    const { bench, queue, ids, statusOf } = await startedBench(2);
    if (ids[0]) queue.cancel(ids[0]);
    expect([0, 1].map(statusOf)).toEqual(['cancelled', 'queued']);
    expect(bench.runs[0]?.signal.aborted).toBe(true);
    await settle();
    await settle();
    expect([0, 1].map(statusOf)).toEqual(['cancelled', 'processing']);
  });

  it('cancelling twice is the same as once; a finished job cannot be cancelled', async () => {
    const { bench, queue, ids } = await startedBench(2);
    const [first, second] = ids;
    if (!first || !second) throw new Error('two jobs');
    expect(queue.cancel(second)).toEqual(queue.cancel(second));
    bench.active?.succeed();
    await settle();
    expect(() => queue.cancel(first)).toThrow(
      expect.objectContaining({ code: 'JOB_NOT_CANCELLABLE', details: { id: first, status: 'completed' } }),
    );
  });

  it('retries a failed or cancelled job behind the others, with the same take, and nothing else', async () => {
    const { bench, queue, store, ids } = await startedBench(2);
    const [first, second] = ids;
    if (!first || !second) throw new Error('two jobs');
    const { takeId } = store.get(first);
    expect(() => queue.retry(first)).toThrow(expect.objectContaining({ code: 'JOB_NOT_RETRYABLE' }));
    bench.active?.fail(new AppError('DISK_FULL', { folder: '/' }));
    await settle();
    queue.retry(first);
    expect(store.get(first)).toMatchObject({ status: 'queued', error: null, progress: null, endedAt: null, takeId });
    bench.active?.succeed();
    await settle();
    bench.active?.succeed();
    await settle();
    expect(bench.runs.map(({ jobId }) => jobId)).toEqual([first, second, first]);
    expect(store.get(first).status).toBe('completed');
  });

  it('a job that was cancelled and retried before the host let go runs again, once', async () => {
    const { bench, queue, ids, statusOf } = await startedBench();
    if (ids[0]) queue.cancel(ids[0]);
    if (ids[0]) queue.retry(ids[0]);
    expect(statusOf(0)).toBe('queued');
    await settle();
    await settle();
    expect(bench.runs).toHaveLength(2);
    bench.active?.succeed();
    await settle();
    expect(statusOf(0)).toBe('completed');
  });

  it('puts a job whose host died back in front of the others', async () => {
    const { bench, ids, statusOf } = await startedBench(2);
    bench.active?.fail(crash());
    await settle();
    expect([0, 1].map(statusOf)).toEqual(['processing', 'queued']);
    expect(bench.runs.map(({ jobId }) => jobId)).toEqual([ids[0], ids[0]]);
  });

  it('fails a job at the third death without a new whole chunk, and goes on with the next', async () => {
    const { bench, store, ids, statusOf } = await startedBench(2);
    for (let death = 0; death < 3; death++) {
      expect(statusOf(0)).toBe('processing');
      bench.active?.fail(crash());
      await settle();
    }
    expect([0, 1].map(statusOf)).toEqual(['failed', 'processing']);
    expect(ids[0] && store.get(ids[0]).error).toEqual({ code: 'HOST_CRASHED', details: { attempts: 3 } });
  });

  it('never gives a job up that gets one whole chunk further each time', async () => {
    const { bench, store, ids, statusOf } = await startedBench();
    const takeId = ids[0] ? store.get(ids[0]).takeId : '';
    for (let death = 0; death < 10; death++) {
      if (death % 2 === 1) bench.chunks.set(takeId, death);
      bench.active?.fail(crash());
      await settle();
    }
    expect(statusOf(0)).toBe('processing');
  });

  it('takes up the job that ran when the program died, before the others', async () => {
    const { bench, ids } = await startedBench(3);
    bench.active?.succeed();
    await settle();
    const { store } = bench.begin();
    await settle();
    expect(ids.map((id) => store.get(id).status)).toEqual(['completed', 'processing', 'queued']);
  });

  it('stops so that the running job goes on at the next start', async () => {
    const { bench, queue, statusOf } = await startedBench(2);
    await queue.stop();
    expect([0, 1].map(statusOf)).toEqual(['queued', 'queued']);
    expect(bench.active).toBeUndefined();
    const { store } = bench.begin();
    await settle();
    expect(store.list({ status: 'processing', limit: 5 })).toHaveLength(1);
  });

  it('tells progress at most ten times a second, and it never falls', async () => {
    const { bench, store, ids } = await startedBench();
    const [id] = ids;
    if (!id) throw new Error('one job');
    const ratios = (): number[] =>
      bench.told.flatMap(({ payload }) =>
        payload && 'progress' in payload && payload.progress ? [payload.progress.overallRatio] : [],
      );
    for (let step = 0; step < 100; step++) {
      bench.clock.ms += 10;
      bench.active?.progress({ overallRatio: step % 7 === 0 ? 0.01 : step / 200, remainingSec: 100 - step });
    }
    expect(ratios().length).toBeLessThanOrEqual(10);
    expect(ratios()).toEqual([...ratios()].sort((a, b) => a - b));
    expect(store.get(id).progress?.remainingSec).not.toBeNull();
    bench.active?.fail(crash());
    await settle();
    bench.clock.ms += 1000;
    bench.active?.progress({ overallRatio: 0.001 });
    expect(ratios()).toEqual([...ratios()].sort((a, b) => a - b));
  });

  it('a full disk hides no end: the job is told as failed, and saved when there is room again', async () => {
    const { bench, store, ids, statusOf } = await startedBench(2);
    bench.repositories.isDiskFull = true;
    bench.active?.fail(new AppError('DISK_FULL', { folder: '/takes' }));
    await settle();
    expect(statusOf(0)).toBe('failed');
    expect(store.list({ status: 'failed', limit: 5 }).map(({ id }) => id)).toEqual([ids[0]]);
    expect(() => bench.add()).toThrow(expect.objectContaining({ code: 'DISK_FULL' }));
    bench.repositories.isDiskFull = false;
    bench.active?.succeed();
    await settle();
    expect(ids.map((id) => bench.repositories.jobs.get(id)?.status)).toEqual(['failed', 'completed']);
  });

  it('keeps what a full disk did not let it save, where there is room when the program is closed', async () => {
    const { bench, queue } = await startedBench(0);
    queue.pause();
    const id = bench.add();
    bench.repositories.isDiskFull = true;
    queue.cancel(id);
    bench.repositories.isDiskFull = false;
    await queue.stop();
    expect(bench.repositories.jobs.get(id)?.status).toBe('cancelled');
  });

  it('a job that is cancelled before it began, and wanted again at once, is done', async () => {
    const bench = createQueueBench();
    const { queue, store } = bench.begin();
    const id = bench.add();
    queue.cancel(id);
    queue.retry(id);
    await settle();
    expect(store.get(id).status).toBe('processing');
    expect(bench.active?.signal.aborted).toBe(false);
  });
});
