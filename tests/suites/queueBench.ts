import { AppError } from '../../src/contract/errors.ts';
import type { AppEvent } from '../../src/contract/events.ts';
import type { JobId, TakeId } from '../../src/contract/ids.ts';
import type { Progress } from '../../src/contract/jobs.ts';
import { createEvents } from '../../src/core/events.ts';
import type { JobStore } from '../../src/core/jobs/jobStore.ts';
import type { JobQueue } from '../../src/core/jobs/queue.ts';
import type { JobOutcome, JobRunner } from '../../src/core/jobs/runner.ts';
import { createWorkshop, type Workshop } from '../../src/core/jobs/workshop.ts';
import type { AppFacts, StoredJob } from '../../src/core/ports.ts';
import { manualClock } from './manualClock.ts';
import { sampleJobAndTake, sampleRecording } from './domainSamples.ts';
import { createMemoryLog } from './memoryLog.ts';
import { createMemoryRepositories } from './memoryRepositories.ts';

export type FakeRun = {
  readonly jobId: JobId;
  readonly signal: AbortSignal;
  progress(change?: Partial<Progress>): void;
  succeed(change?: Partial<JobOutcome>): void;
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

/** So many of them. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await settle();
}

/** A queue whose host is played by the test; rows outlive the queue, as they outlive the program. */
export function createQueueBench(facts: Partial<Pick<AppFacts, 'machine' | 'coreCount'>> = {}) {
  const repositories = createMemoryRepositories();
  const log = createMemoryLog();
  const recording = sampleRecording();
  repositories.recordings.save(recording);
  const clock = { ms: 1_700_000_000_000 };
  const chunks = new Map<string, number>();
  const told: AppEvent[] = [];
  const runs: FakeRun[] = [];
  const computer = { machine: 'a computer', coreCount: 1, isReadOnly: false, dataFolder: '/data', ...facts };
  let powerListeners = new Set<() => void>();
  const bench = {
    repositories,
    log,
    clock,
    chunks,
    told,
    recording,
    computer,
    preferences: { parallelJobs: null as number | null, isPausedOnBattery: false },
    isOnBattery: null as boolean | null,
    /** Whether nothing can be written into the data folder. */
    isLibraryShut: false,
    /** What the program does around a run, as the runner of conversions does. */
    around: <T>(_takeId: TakeId, _signal: AbortSignal, work: () => Promise<T>): Promise<T> => work(),
    /** How long the host needs to let go of what is cancelled, turns of the event loop. */
    letsGoAfter: 1,
    /** Every run that was begun, oldest first. */
    runs,
    /** Those that go on, oldest first. */
    actives: [] as FakeRun[],
    get active(): FakeRun | undefined {
      return bench.actives[0];
    },
    /** Of the disk of the library; null: not told. */
    freeBytes: null as number | null,
    /** Most that ever went on at the same time since the test looked. */
    mostActive: 0,
    store: undefined as JobStore | undefined,
    queue: undefined as JobQueue | undefined,
    workshop: undefined as Workshop | undefined,
    /** The program starts, as it is or after it died: whatever ran in the old one is never heard of again. */
    begin(): Workshop {
      bench.actives = [];
      powerListeners = new Set();
      const events = createEvents((error) => {
        throw error;
      });
      events.subscribe((event) => told.push(event));
      const takeFiles = {
        folderOf: (takeId: string) => takeId,
        remove: () => Promise.resolve(),
        countChunks: (takeId: string) => Promise.resolve(chunks.get(takeId) ?? 0),
      };
      const shut = new AppError('FOLDER_NOT_WRITABLE', { folder: computer.dataFolder });
      const folders = {
        files: { isInside: (place: string, folder: string) => place.startsWith(folder) },
        library: {
          checkWritable: () => (bench.isLibraryShut ? Promise.reject(shut) : Promise.resolve()),
          freeBytes: () => Promise.resolve(bench.freeBytes),
        },
      };
      const listeners = powerListeners;
      const power = {
        isOnBattery: () => bench.isOnBattery,
        onChange: (listener: () => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      };
      const runner = createFakeRunner(bench, runs);
      const workshop = createWorkshop({
        ports: {
          ...repositories,
          ...folders,
          ...{ takeFiles, power, log },
          clock: manualClock(clock),
          facts: computer as AppFacts,
        },
        events,
        preferences: () => bench.preferences,
        usesNetworks: (converterId) => converterId === 'rvc',
        runners: () => ({
          convert: (job, run) => bench.around(job.takeId, run.signal, () => runner(job, run)),
        }),
      });
      bench.workshop = workshop;
      bench.store = workshop.store;
      bench.queue = workshop.queue;
      workshop.start();
      return workshop;
    },
    plug(isOnBattery: boolean | null): void {
      bench.isOnBattery = isOnBattery;
      for (const listener of powerListeners) listener();
    },
    add(change: Partial<StoredJob> = {}): JobId {
      if (!bench.store || !bench.queue) throw new Error('begin first');
      const number = repositories.takes.nextNumber(recording.id);
      const position = bench.store.nextPosition();
      const createdAt = new Date(clock.ms++).toISOString();
      const { job, take } = sampleJobAndTake(recording, { ...fresh, position, createdAt, ...change }, number);
      bench.store.add(job, take);
      bench.queue.wake();
      return job.id;
    },
  };
  return bench;
}

type Actives = { actives: FakeRun[]; mostActive: number; readonly letsGoAfter: number };

function createFakeRunner(bench: Actives, runs: FakeRun[]): JobRunner {
  return (job, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      const end = (work: () => void): void => {
        if (!bench.actives.includes(run)) return;
        bench.actives = bench.actives.filter((other) => other !== run);
        work();
      };
      const run: FakeRun = {
        jobId: job.id,
        signal,
        progress: (change = {}) => {
          const whole = { stage: 'convert', doneSec: 1, totalSec: 10, overallRatio: 0.1 } as const;
          onProgress({ ...whole, remainingSec: null, playableSec: 1, ...change });
        },
        succeed: (change = {}) => {
          end(() => {
            resolve({ ...outcome, ...change });
          });
        },
        fail: (error) => {
          end(() => {
            reject(error instanceof Error ? error : new Error(String(error)));
          });
        },
      };
      bench.actives = [...bench.actives, run];
      bench.mostActive = Math.max(bench.mostActive, bench.actives.length);
      runs.push(run);
      signal.addEventListener('abort', () => {
        // Like the host: it stops between chunks, a little later.
        void turns(bench.letsGoAfter).then(() => {
          run.fail(new AppError('CANCELLED', {}));
        });
      });
    });
}
