import { AppError } from '../../src/contract/errors.ts';
import type { AppEvent } from '../../src/contract/events.ts';
import type { JobId } from '../../src/contract/ids.ts';
import type { Progress } from '../../src/contract/jobs.ts';
import { createEvents } from '../../src/core/events.ts';
import { createJobStore, type JobStore } from '../../src/core/jobs/jobStore.ts';
import { JobQueue } from '../../src/core/jobs/queue.ts';
import type { JobOutcome, JobRunner } from '../../src/core/jobs/runner.ts';
import { sampleJobAndTake, sampleRecording } from './domainSamples.ts';
import { createMemoryLog } from './memoryLog.ts';
import { createMemoryRepositories } from './memoryRepositories.ts';

export type FakeRun = {
  readonly jobId: JobId;
  readonly signal: AbortSignal;
  progress(change?: Partial<Progress>): void;
  succeed(): void;
  fail(error: unknown): void;
};

const outcome: JobOutcome = { notices: [], stages: [], outputPath: null, device: 'cpu', durationSec: 10 };
const fresh = {
  attemptCount: 0,
  crashCount: 0,
  crashChunkCount: 0,
  progress: null,
  error: null,
  notices: [],
  outputPath: null,
  device: 'cpu',
  stages: [],
  startedAt: null,
};

/** Lets everything that is ready to run do so. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** A queue whose host is played by the test; rows outlive the queue, as they outlive the program. */
export function createQueueBench() {
  const repositories = createMemoryRepositories();
  const log = createMemoryLog();
  const recording = sampleRecording();
  const clock = { ms: 1_700_000_000_000 };
  const chunks = new Map<string, number>();
  const told: AppEvent[] = [];
  const runs: FakeRun[] = [];
  const bench = {
    repositories,
    log,
    clock,
    chunks,
    told,
    /** Every run the present queue began, oldest first. */
    runs,
    active: undefined as FakeRun | undefined,
    store: undefined as JobStore | undefined,
    queue: undefined as JobQueue | undefined,
    /** The program starts, as it is or after it died: whatever ran in the old one is never heard of again. */
    begin(): { readonly store: JobStore; readonly queue: JobQueue } {
      bench.active = undefined;
      const events = createEvents((error) => {
        throw error;
      });
      events.subscribe((event) => told.push(event));
      const ports = { jobs: repositories.jobs, clock: { nowMs: () => clock.ms }, log };
      const store = createJobStore(ports, events);
      const takeFiles = {
        folderOf: (takeId: string) => takeId,
        remove: () => Promise.resolve(),
        countChunks: (takeId: string) => Promise.resolve(chunks.get(takeId) ?? 0),
      };
      const runners = { convert: createFakeRunner(bench, runs) };
      const queue = new JobQueue({ ...ports, store, runners, takeFiles });
      bench.store = store;
      bench.queue = queue;
      queue.start();
      return { store, queue };
    },
    add(): JobId {
      if (!bench.store || !bench.queue) throw new Error('begin first');
      const number = repositories.takes.nextNumber(recording.id);
      const position = bench.store.nextPosition();
      const createdAt = new Date(clock.ms++).toISOString();
      const { job, take } = sampleJobAndTake(recording, { ...fresh, position, createdAt }, number);
      bench.store.add(job, take);
      bench.queue.wake();
      return job.id;
    },
  };
  return bench;
}

function createFakeRunner(bench: { active: FakeRun | undefined }, runs: FakeRun[]): JobRunner {
  return (job, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      if (bench.active) throw new Error('two jobs at a time');
      const end = (work: () => void) => (): void => {
        if (bench.active !== run) return;
        bench.active = undefined;
        work();
      };
      const run: FakeRun = {
        jobId: job.id,
        signal,
        progress: (change = {}) => {
          const whole = { stage: 'convert', doneSec: 1, totalSec: 10, overallRatio: 0.1 } as const;
          onProgress({ ...whole, remainingSec: null, playableSec: 1, ...change });
        },
        succeed: end(() => {
          resolve(outcome);
        }),
        fail: (error) => {
          end(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          })();
        },
      };
      bench.active = run;
      runs.push(run);
      signal.addEventListener('abort', () => {
        // Like the host: it stops between chunks, a little later.
        setImmediate(() => {
          run.fail(new AppError('CANCELLED', {}));
        });
      });
    });
}
