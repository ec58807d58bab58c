import type { BatchId } from '../../contract/ids.ts';
import type { Estimates } from './estimates.ts';
import type { JobStore } from './jobStore.ts';
import type { JobFiguresPort, WaitingWork } from './ports.ts';

/** More jobs that wait make no difference to how many are begun. */
const countedWaiting = 10;

type Counts = ReturnType<JobFiguresPort['counts']>;

/** The sums over the jobs, made anew only when a job or an analysis changed. */
export class QueueFigures {
  readonly #port: JobFiguresPort;
  readonly #store: Pick<JobStore, 'revision'>;
  #madeAt = -1;
  #made: { readonly counts: Counts; readonly waiting: readonly WaitingWork[] } | undefined;

  constructor(port: JobFiguresPort, store: Pick<JobStore, 'revision'>) {
    this.#port = port;
    this.#store = store;
  }

  get counts(): Counts {
    return this.#fresh().counts;
  }

  get waiting(): readonly WaitingWork[] {
    return this.#fresh().waiting;
  }

  /** Jobs whose turn may come, counted no further than anybody asks: the sums are not worth a step of the queue. */
  get waitingCount(): number {
    return this.#port.countWaiting(countedWaiting);
  }

  /** Something changed that is not a job. */
  forget(): void {
    this.#made = undefined;
  }

  #fresh() {
    const { revision } = this.#store;
    if (!this.#made || this.#madeAt !== revision) {
      this.#made = { counts: this.#port.counts(), waiting: this.#port.waiting() };
      this.#madeAt = revision;
    }
    return this.#made;
  }
}

export type TimeLeftParts = {
  readonly port: JobFiguresPort;
  readonly figures: QueueFigures;
  readonly estimates: Estimates;
  readonly store: JobStore;
  readonly queue: { readonly running: ReturnType<JobStore['list']> };
  readonly laneCount: () => number;
};

/** Seconds of the clock until jobs are done, over the lanes; null before anything was learned. Paused jobs do not count. */
export class TimeLeft {
  readonly #parts: TimeLeftParts;

  constructor(parts: TimeLeftParts) {
    this.#parts = parts;
  }

  ofQueue(): number | null {
    return this.#over(this.#parts.figures.waiting, this.#parts.queue.running);
  }

  ofBatch(batchId: BatchId): number | null {
    const running = this.#parts.queue.running.filter((job) => job.batchId === batchId);
    return this.#over(this.#parts.port.waiting(batchId), running);
  }

  #over(waiting: readonly WaitingWork[], running: ReturnType<JobStore['list']>): number | null {
    const { estimates, laneCount } = this.#parts;
    const waitingSec = estimates.ofWaiting(waiting);
    if (waitingSec === null) return null;
    let runningSec = 0;
    let longestSec = 0;
    for (const job of running) {
      if (job.status !== 'processing') continue;
      const estimateSec = estimates.of(job);
      const { remainingSec = null, overallRatio = 0 } = job.progress ?? {};
      const leftSec = remainingSec ?? (estimateSec === null ? null : estimateSec * (1 - overallRatio));
      if (leftSec === null) return null;
      runningSec += leftSec;
      longestSec = Math.max(longestSec, leftSec);
    }
    return Math.max(longestSec, (waitingSec + runningSec) / laneCount());
  }
}
