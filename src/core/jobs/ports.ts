import type { BatchId, JobId, RecordingId } from '../../contract/ids.ts';
import type { JobStatus, StageMeasure } from '../../contract/jobs.ts';
import type { StoredJob, StoredTake } from '../records/ports.ts';

export type JobFilter = {
  readonly status?: JobStatus | undefined;
  readonly batchId?: BatchId | undefined;
  /** Without those of batches. */
  readonly isSingle?: boolean | undefined;
  readonly isDismissed?: boolean | undefined;
  /**
   * `queue`: as they are begun, highest priority first, then by position; where no status is named, only what is queued or
   * processing. Newest first where nothing is said.
   */
  readonly order?: 'newest' | 'queue' | undefined;
  readonly offset?: number | undefined;
  readonly limit: number;
};

/** What is written into every job of a batch that is in one of these statuses. */
export type BatchChange = {
  readonly from: readonly JobStatus[];
  readonly values: Partial<Pick<StoredJob, 'status' | 'isPaused' | 'isDismissed' | 'endedAt'>>;
  /** As new: without error, progress and measures, behind every other job, in the order they had. */
  readonly isFresh?: boolean;
};

/** Where a job goes that is put next to another one. */
export type Side = 'before' | 'behind';

/** Each call is one transaction: it is done whole or not at all. */
export type JobRepository = {
  get(id: JobId): StoredJob | undefined;
  list(filter: JobFilter): StoredJob[];
  /** The queued job that is begun next: not paused, and none of these. */
  next(except: readonly JobId[]): StoredJob | undefined;
  /** Adds a job and its take in one step. */
  create(job: StoredJob, take: StoredTake): void;
  /** Replaces a job that exists; when it returns, the change outlives a power cut. */
  save(job: StoredJob): void;
  /** The same for changes that come often: they outlive the program, but not the power. */
  saveProgress(job: StoredJob): void;
  /** A position behind every job there is. */
  nextPosition(): number;
  /** Puts a job right in front of another or right behind it, which lends it its priority; the order of all others stays. */
  moveNextTo(id: JobId, otherId: JobId, side: Side): void;
  /** @returns how many jobs were changed */
  changeBatch(batchId: BatchId, change: BatchChange): number;
};

/** What a finished job tells of the speed of this computer. */
export type FinishedWork = {
  readonly converterId: string;
  readonly device: string;
  readonly stages: readonly StageMeasure[];
};

/** Jobs of one converter that wait for their turn, added up. */
export type WaitingWork = {
  readonly converterId: string;
  readonly jobCount: number;
  readonly audioSec: number;
  /** Of those whose recording was not analysed yet. */
  readonly unanalysedSec: number;
};

/** Sums over the jobs, so that nobody reads thousands of rows to know how long the queue is. */
export type JobFiguresPort = {
  counts(): { readonly queued: number; readonly processing: number; readonly needsYou: number };
  /** Queued jobs that are not paused, of all or of one batch. */
  waiting(batchId?: BatchId): readonly WaitingWork[];
  /** How many queued jobs are not paused, counted no further than this. */
  countWaiting(most: number): number;
  isAnalysed(recordingId: RecordingId): boolean;
  /** Latest ended first. */
  finished(since: string, limit: number): readonly FinishedWork[];
};

/** What the queue remembers beyond its jobs. */
export type QueueMemory = {
  /** A person paused everything. */
  readonly isPaused: boolean;
  /** It came with a restored library: its jobs wait for a word. */
  readonly isRestored: boolean;
  /** What was learned holds for this computer, since then (ISO time). */
  readonly machine: string;
  readonly machineSince: string;
  /** Jobs that may work at the same time, as measured for each converter. */
  readonly lanes: Readonly<Record<string, number>>;
  /** Jobs that were done with that many since they were measured, more or less. */
  readonly jobsSinceMeasured: Readonly<Record<string, number>>;
};

export type QueueMemoryRepository = {
  /** Undefined before anything was saved. */
  get(): QueueMemory | undefined;
  save(memory: QueueMemory): void;
};
