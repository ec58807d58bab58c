import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import { jobStatuses, type JobStatus } from '../../contract/jobs.ts';
import { createQueueBench, settle } from '../../../tests/suites/queueBench.ts';
import { statusAfter, type JobStep } from './machine.ts';

const steps: readonly JobStep[] = ['start', 'complete', 'fail', 'cancel', 'interrupt', 'retry'];
const ended: readonly JobStatus[] = ['completed', 'failed', 'cancelled'];

const commands = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constant({ kind: 'create' } as const) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(20) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('retry' as const), which: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'chunk' } as const) },
    { weight: 3, arbitrary: fc.constant({ kind: 'hostDies' } as const) },
    { weight: 3, arbitrary: fc.constant({ kind: 'succeed' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'fail' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'programDies' } as const) },
    { weight: 1, arbitrary: fc.constant({ kind: 'programRestarts' } as const) },
    { weight: 2, arbitrary: fc.constant({ kind: 'pause' } as const) },
  ),
  { maxLength: 60 },
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

async function perform(command: Command, bench: Bench, ids: JobId[]): Promise<void> {
  const { queue, active } = bench;
  if (command.kind === 'create') ids.push(bench.add());
  else if (command.kind === 'cancel' || command.kind === 'retry') {
    const id = ids[command.which % Math.max(1, ids.length)];
    if (id) refusedAsExpected(() => queue?.[command.kind](id));
  } else if (command.kind === 'chunk') {
    const takeId = active && bench.repositories.jobs.get(active.jobId)?.takeId;
    if (takeId) bench.chunks.set(takeId, (bench.chunks.get(takeId) ?? 0) + 1);
    active?.progress();
  } else if (command.kind === 'hostDies') active?.fail(new AppError('HOST_CRASHED', { attempts: 1 }));
  else if (command.kind === 'succeed') active?.succeed();
  else if (command.kind === 'fail') active?.fail(new Error('anything'));
  else if (command.kind === 'programDies') bench.begin();
  else if (command.kind === 'programRestarts') {
    await queue?.stop();
    bench.begin();
  } else await settle();
}

describe('whatever happens to the queue', () => {
  it('no job is lost, doubled or run beside another, what is completed stays so, and all of them end', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const bench = createQueueBench();
        bench.begin();
        const ids: JobId[] = [];
        const completed = new Set<JobId>();
        for (const command of sequence) {
          await perform(command, bench, ids);
          const jobs = bench.store?.list({ limit: 1000 }) ?? [];
          expect(jobs.map(({ id }) => id).sort()).toEqual([...ids].sort());
          expect(jobs.filter(({ status }) => status === 'processing').length).toBeLessThanOrEqual(1);
          for (const id of completed) expect(jobs.find((job) => job.id === id)?.status).toBe('completed');
          for (const { id, status } of jobs) if (status === 'completed') completed.add(id);
        }
        for (let round = 0; round < 4 * ids.length + 4; round++) {
          await settle();
          bench.active?.succeed();
        }
        await settle();
        const statuses = ids.map((id) => bench.store?.get(id).status);
        expect(statuses.every((status) => status && ended.includes(status))).toBe(true);
        expect(bench.runs.filter(({ jobId }) => !ids.includes(jobId))).toEqual([]);
      }),
      { numRuns: 150 },
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
