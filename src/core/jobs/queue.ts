import { AppError } from '../../contract/errors.ts';
import type { BatchId, JobId } from '../../contract/ids.ts';
import type { ClockPort, LogPort, StoredJob, TakeFilesPort } from '../ports.ts';
import type { JobStore } from './jobStore.ts';
import type { Lanes } from './lanes.ts';
import { createProgressGate } from './progressGate.ts';
import type { QueueGate } from './queueGate.ts';
import type { JobRunners } from './runner.ts';
import { RunSettlement } from './runSettlement.ts';

export type JobQueueParts = {
  readonly store: JobStore;
  readonly runners: JobRunners;
  readonly takeFiles: TakeFilesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly gate: QueueGate;
  readonly lanes: Lanes;
  /** Jobs whose turn may come. */
  readonly waitingCount: () => number;
  /** A job was completed, or something changed that is not told by a job's own event. */
  readonly onChange: (change: 'completed' | 'other') => void;
};

type Run = {
  readonly jobId: JobId;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** It shall go on later: it goes back to the queue as soon as the host let go of it. */
  isInterrupted: boolean;
};

/**
 * Works through the queue by priority and position, as many jobs at a time as the lanes allow. Rows are the truth: whatever
 * dies, a job is in exactly one status and goes on from there.
 */
export class JobQueue {
  readonly #parts: JobQueueParts;
  readonly #settle: RunSettlement;
  readonly #runs = new Map<JobId, Run>();
  #isOpen = false;
  #leaveGate: () => void = () => undefined;

  constructor(parts: JobQueueParts) {
    this.#parts = parts;
    this.#settle = new RunSettlement(parts);
  }

  /** Jobs that were running when the program went away go back to the queue, in front; then work begins. */
  start(): void {
    const { store, gate } = this.#parts;
    for (const job of store.list({ status: 'processing', limit: 1000 })) store.step(job.id, 'interrupt', {});
    this.#isOpen = true;
    this.#leaveGate = gate.onChange(() => {
      this.reconsider();
    });
    this.reconsider();
  }

  /** Stops work; running jobs go back to the queue and go on at the next start. */
  async stop(): Promise<void> {
    this.#isOpen = false;
    this.#leaveGate();
    for (const run of this.#runs.values()) run.controller.abort();
    await this.#allEnded();
    this.#parts.store.saveUnsaved();
  }

  /** Nothing shall be taken up that a restored library brought, before somebody says so. */
  get awaitsWord(): boolean {
    return this.#parts.gate.awaitsWord;
  }

  /** Jobs that work now, or whose end is awaited. */
  get running(): StoredJob[] {
    return [...this.#runs.keys()].map((id) => this.#parts.store.get(id));
  }

  /** Takes up as much work as may be done at the same time. */
  wake(): void {
    const { store, gate, lanes, waitingCount } = this.#parts;
    while (this.#isOpen && !gate.isClosed) {
      const job = store.next([...this.#runs.keys()]);
      if (!job || !lanes.mayBegin(job, this.running, waitingCount())) return;
      this.#begin(job.id);
    }
  }

  /** After anything that may hold work back or let it go on: a pause, the battery, a preference. */
  reconsider(): void {
    if (this.#parts.gate.isClosed) for (const id of this.#runs.keys()) this.interrupt(id);
    else this.wake();
    this.#parts.onChange('other');
  }

  /** Begins nothing and interrupts what runs, also over a restart. @throws AppError DATABASE_READ_ONLY */
  pause(): void {
    this.#parts.gate.pause();
    this.reconsider();
  }

  resume(): void {
    this.#parts.gate.resume();
    this.reconsider();
  }

  /**
   * Holds all work back for the program's own sake, whatever people pause and resume meanwhile. Resolves when nothing runs.
   * @returns to be called when the work may go on
   */
  async hold(): Promise<() => void> {
    const release = this.#parts.gate.hold();
    this.reconsider();
    await this.#allEnded();
    return () => {
      release();
      this.reconsider();
    };
  }

  /** A running job keeps its whole chunks and goes back to the queue; any other stays as it is. */
  interrupt(id: JobId): void {
    const run = this.#runs.get(id);
    if (!run) return;
    run.isInterrupted = true;
    run.controller.abort();
  }

  /**
   * Cancels at once, whatever the host is doing; the next job waits until the host let go of this one.
   * @throws AppError JOB_UNKNOWN or JOB_NOT_CANCELLABLE
   */
  cancel(id: JobId): StoredJob {
    const { store } = this.#parts;
    const job = store.get(id);
    if (job.status === 'cancelled') return job;
    const cancelled = store.step(id, 'cancel', { isPaused: false, endedAt: this.#now() });
    if (!cancelled) throw new AppError('JOB_NOT_CANCELLABLE', { id, status: job.status });
    this.#runs.get(id)?.controller.abort();
    return cancelled;
  }

  /** @throws AppError JOB_UNKNOWN or JOB_NOT_RETRYABLE */
  retry(id: JobId): StoredJob {
    const { store } = this.#parts;
    const fresh = { error: null, progress: null, endedAt: null, notices: [], stages: [], outputPath: null };
    const calm = { crashCount: 0, crashChunkCount: 0, isPaused: false, isDismissed: false };
    const queued = store.step(id, 'retry', { ...fresh, ...calm, position: store.nextPosition() });
    if (!queued) throw new AppError('JOB_NOT_RETRYABLE', { id, status: store.get(id).status });
    this.wake();
    return store.get(id);
  }

  /**
   * The same for all jobs of a batch, in one transaction. Only those that were running are told one by one.
   * @returns how many jobs it was about
   */
  pauseBatch(batchId: BatchId): number {
    return this.#changeBatch(batchId, () => {
      const count = this.#parts.store.changeBatch(batchId, null, { values: { isPaused: true } });
      for (const { id } of this.#runningOf(batchId)) this.interrupt(id);
      return count;
    });
  }

  resumeBatch(batchId: BatchId): number {
    return this.#changeBatch(batchId, () =>
      this.#parts.store.changeBatch(batchId, null, { values: { isPaused: false } }),
    );
  }

  cancelBatch(batchId: BatchId): number {
    return this.#changeBatch(batchId, () => {
      let count = 0;
      for (const { id, status } of this.#runningOf(batchId)) {
        if (status !== 'processing') continue;
        this.cancel(id);
        count++;
      }
      const values = { isPaused: false, endedAt: this.#now() };
      return count + this.#parts.store.changeBatch(batchId, 'cancel', { values });
    });
  }

  retryBatch(batchId: BatchId): number {
    return this.#changeBatch(batchId, () => {
      const values = { isPaused: false, isDismissed: false };
      return this.#parts.store.changeBatch(batchId, 'retry', { values, isFresh: true });
    });
  }

  #changeBatch(batchId: BatchId, change: () => number): number {
    const count = change();
    this.#parts.log.info('queue.batchChanged', { batchId, count });
    this.wake();
    this.#parts.onChange('other');
    return count;
  }

  #runningOf(batchId: BatchId): StoredJob[] {
    return this.running.filter((job) => job.batchId === batchId);
  }

  async #allEnded(): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended));
  }

  #begin(jobId: JobId): void {
    const controller = new AbortController();
    const run: Run = {
      jobId,
      controller,
      isInterrupted: false,
      // Leaves the caller's turn first, so that the run is known before anything can end it.
      ended: Promise.resolve().then(() => this.#process(run)),
    };
    this.#runs.set(jobId, run);
  }

  async #process(run: Run): Promise<void> {
    const { store, gate, log } = this.#parts;
    try {
      const started = { startedAt: this.#now(), error: null, endedAt: null };
      // One that was stopped before it began, and queued again at once, waits for its next turn.
      const mayStart = this.#isOpen && !run.controller.signal.aborted;
      const job = mayStart ? store.step(run.jobId, 'start', started) : undefined;
      if (job) await this.#work(job, run);
      const { error } = store.get(run.jobId);
      if (error) await gate.meet(error);
      this.#runs.delete(run.jobId);
      this.#measure(run.jobId);
      this.wake();
    } catch (error) {
      // The queue itself could not be read or written: the next request tries again, a loop would not help.
      this.#runs.delete(run.jobId);
      log.error(crypto.randomUUID().slice(0, 8), error, { jobId: run.jobId });
    }
  }

  async #work(job: StoredJob, run: Run): Promise<void> {
    const { store, runners, clock } = this.#parts;
    const { signal } = run.controller;
    const gate = createProgressGate(job.progress, clock);
    try {
      const outcome = await runners[job.kind](job, {
        signal,
        onProgress: (progress) => {
          const told = signal.aborted ? undefined : gate(progress);
          if (told) store.progress(job.id, told);
        },
      });
      this.#settle.completed(job, outcome);
    } catch (error) {
      await this.#settle.failed(run, this.#isOpen, error);
    }
  }

  /** What a run's end says of the number of lanes. */
  #measure(id: JobId): void {
    const { store, lanes, waitingCount } = this.#parts;
    const job = store.get(id);
    if (job.status === 'completed') lanes.finished(job, this.running, waitingCount());
    else lanes.disturbed();
  }

  #now(): string {
    return new Date(this.#parts.clock.nowMs()).toISOString();
  }
}
