import { toEnvelope, type ErrorEnvelope } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import type { Progress } from '../../contract/jobs.ts';
import type { ClockPort, LogPort, StoredJob, TakeFilesPort } from '../ports.ts';
import type { JobStore } from './jobStore.ts';
import type { JobOutcome } from './runner.ts';

/** The death of the host under a job that ends the job, counted without a whole chunk in between. */
const fatalCrash = 3;
/** What a run that was interrupted ends with; any other end is its own. */
const interruptedEnds: ReadonlySet<string> = new Set(['CANCELLED', 'NOT_CONNECTED'] satisfies ErrorEnvelope['code'][]);

export type RunSettlementParts = {
  readonly store: JobStore;
  readonly takeFiles: TakeFilesPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly onChange: (change: 'completed') => void;
};

/** Writes down how the run of a job ended. */
export class RunSettlement {
  readonly #parts: RunSettlementParts;

  constructor(parts: RunSettlementParts) {
    this.#parts = parts;
  }

  completed(job: StoredJob, outcome: JobOutcome): void {
    const { store, onChange } = this.#parts;
    const { durationSec, notices, stages, outputPath, device } = outcome;
    const progress: Progress = {
      stage: 'encode',
      doneSec: durationSec,
      totalSec: durationSec,
      overallRatio: 1,
      remainingSec: 0,
      playableSec: durationSec,
    };
    const measured = { notices, stages, outputPath, device, progress };
    const change = { ...measured, isPaused: false, endedAt: this.#now() };
    // Undefined when the job was cancelled at the last moment: then it stays cancelled.
    if (!store.step(job.id, 'complete', change)) return;
    onChange('completed');
  }

  /** @param isOpen whether the queue is at work, not on its way out */
  async failed(
    { jobId: id, isInterrupted }: { readonly jobId: JobId; readonly isInterrupted: boolean },
    isOpen: boolean,
    error: unknown,
  ): Promise<void> {
    const { store, log } = this.#parts;
    const errorId = crypto.randomUUID().slice(0, 8);
    const envelope = toEnvelope(error, errorId);
    if (store.get(id).status !== 'processing') return;
    if (!isOpen || (isInterrupted && interruptedEnds.has(envelope.code))) {
      store.step(id, 'interrupt', {});
      return;
    }
    if (envelope.code === 'CANCELLED') {
      store.step(id, 'cancel', { isPaused: false, endedAt: this.#now() });
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
    this.#parts.store.step(id, 'fail', { error, isPaused: false, endedAt: this.#now() });
  }

  #now(): string {
    return new Date(this.#parts.clock.nowMs()).toISOString();
  }
}
