import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import { jobStatuses, priorities, type JobStatus } from '../../contract/jobs.ts';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';
import { statusAfter, type JobStep } from './machine.ts';

const steps: readonly JobStep[] = ['start', 'complete', 'fail', 'cancel', 'interrupt', 'retry'];
const ended: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

const which = fc.nat(20);
const commands = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('create' as const), priority: fc.constantFrom(...priorities) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('retry' as const), which }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('pauseJob' as const), which }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('resumeJob' as const), which }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('priority' as const), which, priority: fc.constantFrom(...priorities) }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('move' as const), which, before: fc.option(which) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('dismiss' as const), which }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'pauseQueue' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'resumeQueue' } as const) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('battery' as const), isOn: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('lanes' as const), count: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('clock' as const), ms: fc.integer({ min: -1e7, max: 1e7 }) }),
    },
    { weight: 2, arbitrary: fc.constant({ kind: 'chunk' } as const) },
    { weight: 3, arbitrary: fc.constant({ kind: 'hostDies' } as const) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('succeed' as const), lane: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), lane: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'programDies' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'programRestarts' } as const) },
    { weight: 3, arbitrary: fc.constant({ kind: 'wait' } as const) },
  ),
  { maxLength: 70 },
);
type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

type Bench = ReturnType<typeof createQueueBench>;

function refusedAsExpected(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError) || !/^JOB_NOT_/.test(error.code)) throw error;
  }
}

/** What a person does with one job. */
function arrange(command: Extract<Command, { which: number }>, bench: Bench, ids: readonly JobId[]): void {
  const { queue, workshop } = bench;
  const idAt = (index: number): JobId | undefined => ids[index % Math.max(1, ids.length)];
  const id = idAt(command.which);
  if (!id || !queue || !workshop) return;
  const { arrangement } = workshop;
  refusedAsExpected(() => {
    if (command.kind === 'cancel') queue.cancel(id);
    else if (command.kind === 'retry') queue.retry(id);
    else if (command.kind === 'pauseJob') arrangement.pause(id);
    else if (command.kind === 'resumeJob') arrangement.resume(id);
    else if (command.kind === 'priority') arrangement.setPriority(id, command.priority);
    else if (command.kind === 'dismiss') arrangement.dismiss(id);
    else arrangement.move(id, command.before === null ? null : (idAt(command.before) ?? null));
  });
}

async function perform(command: Command, bench: Bench, ids: JobId[]): Promise<void> {
  const { queue, active } = bench;
  if ('which' in command) return arrange(command, bench, ids);
  switch (command.kind) {
    case 'create':
      ids.push(bench.add({ priority: command.priority }));
      break;
    case 'pauseQueue':
      queue?.pause();
      break;
    case 'resumeQueue':
      queue?.resume();
      break;
    case 'battery':
      bench.plug(command.isOn);
      break;
    case 'lanes':
      bench.preferences.parallelJobs = command.count;
      // Preferences are read at the start; only then is a new number in force.
      await queue?.stop();
      bench.begin();
      break;
    case 'clock':
      bench.clock.ms += command.ms;
      break;
    case 'chunk': {
      const takeId = active && bench.repositories.jobs.get(active.jobId)?.takeId;
      if (takeId) bench.chunks.set(takeId, (bench.chunks.get(takeId) ?? 0) + 1);
      active?.progress();
      break;
    }
    case 'hostDies':
      for (const run of bench.actives) run.fail(new AppError('HOST_CRASHED', { attempts: 1 }));
      break;
    case 'succeed':
      bench.actives[command.lane]?.succeed();
      break;
    case 'fail':
      bench.actives[command.lane]?.fail(new Error('anything'));
      break;
    case 'programDies':
      bench.begin();
      break;
    case 'programRestarts':
      await queue?.stop();
      bench.begin();
      break;
    case 'wait':
      await settle();
  }
}

/** What must hold after whatever happened. */
function expectOrder(bench: Bench, ids: readonly JobId[], completed: Set<JobId>): void {
  const jobs = bench.store?.list({ limit: 1000 }) ?? [];
  expect(jobs.map(({ id }) => id).sort()).toEqual([...ids].sort());
  const positions = jobs.filter(({ status }) => status === 'queued' || status === 'processing');
  expect(new Set(positions.map(({ position }) => position)).size, 'each its own place').toBe(positions.length);
  const lanes = bench.preferences.parallelJobs ?? 1;
  expect(jobs.filter(({ status }) => status === 'processing').length).toBeLessThanOrEqual(lanes);
  expect(bench.actives.length).toBeLessThanOrEqual(lanes);
  expect(new Set(bench.actives.map(({ jobId }) => jobId)).size, 'no job runs twice at a time').toBe(
    bench.actives.length,
  );
  for (const id of completed) expect(jobs.find((job) => job.id === id)?.status).toBe('completed');
  for (const { id, status } of jobs) if (status === 'completed') completed.add(id);
}

/** Lets everything go on and ends every run, in the order in which they began. */
async function workOff(bench: Bench, ids: readonly JobId[]): Promise<void> {
  bench.plug(false);
  bench.queue?.resume();
  for (const id of ids) refusedAsExpected(() => bench.workshop?.arrangement.resume(id));
  for (let round = 0; round < 4 * ids.length + 8; round++) {
    await settle();
    bench.active?.succeed();
  }
  await settle();
}

describe('whatever happens to the queue', () => {
  it('no job is lost, doubled or run beside too many, what is completed stays so, and all of them end', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const bench = createQueueBench();
        bench.preferences.isPausedOnBattery = true;
        bench.begin();
        const ids: JobId[] = [];
        const completed = new Set<JobId>();
        for (const command of sequence) {
          await perform(command, bench, ids);
          expectOrder(bench, ids, completed);
        }
        await workOff(bench, ids);
        const statuses = ids.map((id) => bench.store?.get(id).status);
        expect(statuses.every((status) => status && ended.includes(status))).toBe(true);
        expect(bench.runs.filter(({ jobId }) => !ids.includes(jobId))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('a completed job is never begun again', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const bench = createQueueBench();
        bench.begin();
        const ids: JobId[] = [];
        const done = new Map<JobId, number>();
        for (const command of sequence) {
          await perform(command, bench, ids);
          for (const id of ids) {
            const count = bench.runs.filter(({ jobId }) => jobId === id).length;
            if (done.has(id)) expect(count).toBe(done.get(id));
            else if (bench.store?.get(id).status === 'completed') done.set(id, count);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('what waits is begun as the list of the queue says, however it was arranged', async () => {
    const changes = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('move' as const), which, before: fc.option(which) }),
        fc.record({ kind: fc.constant('priority' as const), which, priority: fc.constantFrom(...priorities) }),
        fc.record({ kind: fc.constant('pauseJob' as const), which }),
        fc.record({ kind: fc.constant('resumeJob' as const), which }),
      ),
      { maxLength: 20 },
    );
    const made = fc.array(fc.constantFrom(...priorities), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(made, changes, async (kinds, arranged) => {
        const bench = createQueueBench();
        const { queue, store } = bench.begin();
        queue.pause();
        const ids = kinds.map((priority) => bench.add({ priority }));
        for (const command of arranged) arrange(command, bench, ids);
        const line = store.list({ status: 'queued', order: 'queue', limit: 100 });
        const expected = line.filter(({ isPaused }) => !isPaused).map(({ id }) => id);
        queue.resume();
        for (let round = 0; round < ids.length; round++) {
          await settle();
          bench.active?.succeed();
        }
        await settle();
        expect(bench.runs.map(({ jobId }) => jobId)).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });

  it('jobs that nobody touches run in the order they came, though the host dies', async () => {
    const deaths = fc.array(fc.nat(2), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(deaths, async (deathsOfJobs) => {
        const bench = createQueueBench();
        bench.begin();
        const ids = deathsOfJobs.map(() => bench.add());
        for (const count of deathsOfJobs) {
          for (let death = 0; death < count; death++) {
            await settle();
            bench.active?.fail(new AppError('HOST_CRASHED', { attempts: 1 }));
          }
          await settle();
          bench.active?.succeed();
        }
        await settle();
        const order = bench.runs.map(({ jobId }) => jobId).filter((id, index, all) => id !== all[index - 1]);
        expect(order).toEqual(ids);
        expect(ids.map((id) => bench.store?.get(id).status)).toEqual(ids.map(() => 'completed'));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the life of a job', () => {
  it('ends for good only when completed; failed and cancelled can only be retried', () => {
    for (const step of steps) expect(statusAfter('completed', step)).toBeUndefined();
    for (const status of ['failed', 'cancelled'] as const) {
      expect(steps.filter((step) => statusAfter(status, step))).toEqual(['retry']);
      expect(statusAfter(status, 'retry')).toBe('queued');
    }
  });

  it('never leaves the five statuses, and reaches each of them', () => {
    const walk = fc.array(fc.constantFrom(...steps), { maxLength: 40 });
    const reached = new Set<JobStatus>();
    fc.assert(
      fc.property(walk, (taken) => {
        let status: JobStatus = 'queued';
        for (const step of taken) {
          const next = statusAfter(status, step);
          if (next) expect(next).not.toBe(status);
          status = next ?? status;
          reached.add(status);
        }
        expect(jobStatuses).toContain(status);
      }),
    );
    expect([...reached].sort()).toEqual([...jobStatuses].sort());
  });
});
