import { AppError, toEnvelope, type ErrorEnvelope } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import type { Progress } from '../../contract/jobs.ts';
import type { ClockPort, LogPort, StoredJob, TakeFilesPort } from '../ports.ts';
import type { JobStore } from './jobStore.ts';
import { createProgressGate } from './progressGate.ts';
import type { JobOutcome, JobRunners } from './runner.ts';

/** The death of the host under a job that ends the job, counted without a whole chunk in between. */
const fatalCrash = 3;

export type JobQueueParts = {
  readonly store: JobStore;
  readonly runners: JobRunners;
  readonly takeFiles: TakeFilesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
};

type Run = { readonly jobId: JobId; readonly controller: AbortController; readonly ended: Promise<void> };

/**
 * Works through the queue, one job at a time, in order of position. Rows are the truth: whatever dies,
 * a job is in exactly one status and goes on from there.
 */
export class JobQueue {
  readonly #parts: JobQueueParts;
  #isOpen = false;
  #run: Run | undefined;

  constructor(parts: JobQueueParts) {
    this.#parts = parts;
  }

  /** Jobs that were running when the program went away go back to the queue, in front; then work begins. */
  start(): void {
    const { store } = this.#parts;
    for (const job of store.withStatus('processing')) store.step(job.id, 'interrupt', {});
    this.#isOpen = true;
    this.wake();
  }

  /** Stops work; the running job goes back to the queue and goes on at the next start. */
  async stop(): Promise<void> {
    this.#isOpen = false;
    this.#run?.controller.abort();
    await this.#run?.ended;
  }

  /** Takes up work if there is some and nothing is running. */
  wake(): void {
    if (!this.#isOpen || this.#run) return;
    const job = this.#parts.store.withStatus('queued')[0];
    if (!job) return;
    const controller = new AbortController();
    this.#run = { jobId: job.id, controller, ended: this.#process(job.id, controller.signal) };
  }

  /**
   * Cancels at once, whatever the host is doing; the next job waits until the host let go of this one.
   * @throws AppError JOB_UNKNOWN or JOB_NOT_CANCELLABLE
   */
  cancel(id: JobId): StoredJob {
    const { store } = this.#parts;
    const job = store.get(id);
    if (job.status === 'cancelled') return job;
    const cancelled = store.step(id, 'cancel', { endedAt: this.#now() });
    if (!cancelled) throw new AppError('JOB_NOT_CANCELLABLE', { id, status: job.status });
    if (this.#run?.jobId === id) this.#run.controller.abort();
    return cancelled;
  }

  /** @throws AppError JOB_UNKNOWN or JOB_NOT_RETRYABLE */
  retry(id: JobId): StoredJob {
    const { store } = this.#parts;
    const fresh = { error: null, progress: null, endedAt: null, notices: [], stages: [], outputPath: null };
    const change = { ...fresh, crashCount: 0, crashChunkCount: 0, position: store.nextPosition() };
    const queued = store.step(id, 'retry', change);
    if (!queued) throw new AppError('JOB_NOT_RETRYABLE', { id, status: store.get(id).status });
    this.wake();
    return store.get(id);
  }

  async #process(id: JobId, signal: AbortSignal): Promise<void> {
    // Leaves the caller's turn first, so that #run is set before anything can end it.
    await Promise.resolve();
    try {
      const started = { startedAt: this.#now(), error: null, endedAt: null };
      const job = this.#isOpen ? this.#parts.store.step(id, 'start', started) : undefined;
      if (job) await this.#work(job, signal);
      this.#run = undefined;
      this.wake();
    } catch (error) {
      // The queue itself could not be read or written: the next request tries again, a loop would not help.
      this.#run = undefined;
      this.#parts.log.error(crypto.randomUUID().slice(0, 8), error, { jobId: id });
    }
  }

  async #work(job: StoredJob, signal: AbortSignal): Promise<void> {
    const { store, runners, clock, log } = this.#parts;
    const gate = createProgressGate(job.progress, clock);
    log.info('job.started', { jobId: job.id, kind: job.kind });
    try {
      const outcome = await runners[job.kind](job, {
        signal,
        onProgress: (progress) => {
          const told = signal.aborted ? undefined : gate(progress);
          if (told) store.progress(job.id, told);
        },
      });
      this.#complete(job, outcome);
    } catch (error) {
      await this.#settleFailure(job.id, error);
    }
  }

  #complete(job: StoredJob, outcome: JobOutcome): void {
    const { store, log } = this.#parts;
    const { durationSec, notices, stages, outputPath, device } = outcome;
    const progress: Progress = {
      stage: 'encode',
      doneSec: durationSec,
      totalSec: durationSec,
      overallRatio: 1,
      remainingSec: 0,
      playableSec: durationSec,
    };
    const change = { notices, stages, outputPath, device, progress, endedAt: this.#now() };
    // Undefined when the job was cancelled at the last moment: then it stays cancelled.
    if (store.step(job.id, 'complete', change)) log.info('job.completed', { jobId: job.id, durationSec, stages });
  }

  async #settleFailure(id: JobId, error: unknown): Promise<void> {
    const { store, log } = this.#parts;
    const errorId = crypto.randomUUID().slice(0, 8);
    const envelope = toEnvelope(error, errorId);
    if (store.get(id).status !== 'processing') return;
    if (!this.#isOpen) {
      store.step(id, 'interrupt', {});
      return;
    }
    if (envelope.code === 'CANCELLED') {
      store.step(id, 'cancel', { endedAt: this.#now() });
      return;
    }
    log.error(errorId, error, { jobId: id });
    if (envelope.code === 'HOST_CRASHED') await this.#settleCrash(id);
    else this.#fail(id, envelope);
  }

  async #settleCrash(id: JobId): Promise<void> {
    const { store, takeFiles } = this.#parts;
    // A journal that cannot be read shows no progress.
    const chunkCount = await takeFiles.countChunks(store.get(id).takeId).catch(() => 0);
    const job = store.get(id);
    const isProgress = chunkCount > job.crashChunkCount;
    const crashCount = isProgress ? 1 : job.crashCount + 1;
    if (crashCount >= fatalCrash) this.#fail(id, { code: 'HOST_CRASHED', details: { attempts: crashCount } });
    else store.step(id, 'interrupt', { crashCount, crashChunkCount: chunkCount });
  }

  #fail(id: JobId, error: ErrorEnvelope): void {
    this.#parts.store.step(id, 'fail', { error, endedAt: this.#now() });
  }

  #now(): string {
    return new Date(this.#parts.clock.nowMs()).toISOString();
  }
}
