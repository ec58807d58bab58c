import { AppError } from '../../contract/errors.ts';
import type { StorageWork } from '../../contract/storage.ts';
import type { Events } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { ClockPort } from '../ports.ts';

/** Progress is told at most this often, ms. */
const tellPauseMs = 250;
/** Before this much is done nothing is said about the time left. */
const leastRatio = 0.02;

export type StorageWorksParts = {
  readonly queue: Pick<JobQueue, 'hold'>;
  readonly clock: ClockPort;
  readonly emit: Events['emit'];
};

/** What a work may do and is told. */
export type WorkRun = {
  readonly signal: AbortSignal;
  /** How much there is to do, bytes. */
  expect(totalBytes: number): void;
  readonly onProgress: (progress: { readonly doneRatio: number }) => void;
  /** From now on it cannot be stopped. @throws AppError CANCELLED where it was stopped before */
  commit(): void;
};

type Current = {
  work: StorageWork;
  readonly startMs: number;
  readonly controller: AbortController;
  toldMs: number;
  isCommitted: boolean;
  ended: Promise<unknown>;
};

/** Long work on the data folder: one at a time, told about, stopped on request. */
export class StorageWorks {
  readonly #parts: StorageWorksParts;
  #current: Current | undefined;
  #isClosed = false;

  constructor(parts: StorageWorksParts) {
    this.#parts = parts;
  }

  get work(): StorageWork | null {
    return this.#current?.work ?? null;
  }

  /**
   * @param kind everything but `clear` holds the queue back until it is done
   * @throws AppError STORAGE_BUSY, CANCELLED, and what the task throws
   */
  async run<T>(kind: StorageWork['kind'], task: (run: WorkRun) => Promise<T>): Promise<T> {
    if (this.#current) throw new AppError('STORAGE_BUSY', {});
    if (this.#isClosed) throw new AppError('NOT_CONNECTED', {});
    const { clock } = this.#parts;
    const current: Current = {
      work: { kind, doneBytes: 0, totalBytes: 0, remainingSec: null },
      startMs: clock.monotonicMs(),
      controller: new AbortController(),
      toldMs: -Infinity,
      isCommitted: false,
      ended: Promise.resolve(),
    };
    this.#current = current;
    const result = this.#perform(current, task);
    current.ended = result.catch(() => undefined);
    return result;
  }

  /** Stops what can still be stopped. */
  stop(): void {
    if (this.#current?.isCommitted === false) this.#current.controller.abort();
  }

  /** The program ends: what can be stopped is, and its end awaited; what is being decided goes on by itself. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const current = this.#current;
    if (!current || current.isCommitted) return;
    current.controller.abort();
    await current.ended;
  }

  async #perform<T>(current: Current, task: (run: WorkRun) => Promise<T>): Promise<T> {
    let release = (): void => undefined;
    try {
      this.#tell(current, 0);
      if (current.work.kind !== 'clear') release = await this.#parts.queue.hold();
      if (current.controller.signal.aborted) throw new AppError('CANCELLED', {});
      return await task(this.#runOf(current));
    } finally {
      this.#current = undefined;
      release();
      this.#parts.emit({ name: 'storage.changed', payload: null });
    }
  }

  #runOf(current: Current): WorkRun {
    return {
      signal: current.controller.signal,
      expect: (totalBytes) => {
        current.work = { ...current.work, totalBytes };
        // Told at once: a short work is over before the next time.
        current.toldMs = -Infinity;
        this.#tell(current, 0);
      },
      onProgress: ({ doneRatio }) => {
        this.#tell(current, doneRatio);
      },
      commit: () => {
        if (current.controller.signal.aborted) throw new AppError('CANCELLED', {});
        current.isCommitted = true;
      },
    };
  }

  #tell(current: Current, doneRatio: number): void {
    const { clock, emit } = this.#parts;
    const nowMs = clock.monotonicMs();
    const elapsedSec = (nowMs - current.startMs) / 1000;
    const remainingSec = doneRatio < leastRatio ? null : (elapsedSec * (1 - doneRatio)) / doneRatio;
    // A second pass over a copy counts from the start; what was said is not taken back.
    const doneBytes = Math.max(current.work.doneBytes, Math.round(doneRatio * current.work.totalBytes));
    current.work = { ...current.work, doneBytes, remainingSec };
    if (nowMs - current.toldMs < tellPauseMs) return;
    current.toldMs = nowMs;
    emit({ name: 'storage.changed', payload: current.work });
  }
}
