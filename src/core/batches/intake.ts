import { batchLimits } from '../../contract/batches.ts';
import { AppError, toEnvelope, type ErrorCode, type ErrorEnvelope } from '../../contract/errors.ts';
import type { BatchId } from '../../contract/ids.ts';
import { isOfTheLibrary } from '../jobs/libraryWatch.ts';
import { createConvertJob, type BatchPlace, type CreateConvertJobParts } from '../jobs/createConvertJob.ts';
import type { CorePorts } from '../ports.ts';
import { forgetUpload } from '../requests/sentRecordings.ts';
import { unlessLeft } from '../unlessLeft.ts';
import type { StoredBatch, StoredBatchItem } from './ports.ts';
import { itemsOf, listSources, type ListedFile } from './sources.ts';

/** The computer is at fault, not the file: it is tried again until it can be done. */
const obstacles: readonly ErrorCode[] = ['DISK_FULL', 'DATABASE_READ_ONLY'];
const shortestWaitMs = 1000;
const longestWaitMs = 60_000;

/** A file over which the host dies this often is not asked for again until a person asks. */
const attempts = 3;

/** Few enough that whoever asks for something meanwhile does not wait. */
const rowsAtOnce = 100;

export type IntakeParts = CreateConvertJobParts & {
  readonly ports: CreateConvertJobParts['ports'] &
    Pick<CorePorts, 'batches' | 'audioFolders' | 'uploads' | 'clock' | 'log'>;
  /** No file is opened while this is so. */
  readonly isHeld: () => boolean;
  /** A job was made. */
  readonly onMade: () => void;
  /** Something of the batch changed. */
  readonly onChange: (batchId: BatchId) => void;
};

/**
 * Turns what was brought into files and files into jobs, one after the other, in the background. Rows are the truth: wherever
 * the program dies, the next start goes on there, and a file never gets two jobs because its job has the id of its row.
 */
export class BatchIntake {
  readonly #parts: IntakeParts;
  readonly #stopper = new AbortController();
  #isOpen = false;
  #isAsked = false;
  #isSettled = false;
  #running: Promise<void> | undefined;
  #endWait: (() => void) | undefined;
  #obstacle: ErrorEnvelope | null = null;
  #isHeldBack = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Why nothing is taken in now; null where nothing stands in the way. */
  get obstacle(): ErrorEnvelope | null {
    return this.#obstacle;
  }

  /** It was held when it looked for work. */
  get isHeldBack(): boolean {
    return this.#isHeldBack;
  }

  start(): void {
    this.#isOpen = true;
    this.wake();
  }

  /** There is something to take in, or what stood in the way may be gone. */
  wake(): void {
    if (!this.#isOpen) return;
    this.#isAsked = true;
    this.#endWait?.();
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#parts.ports.log.error(crypto.randomUUID().slice(0, 8), error, { intake: true });
      })
      .finally(() => {
        this.#running = undefined;
        // Asked after it had looked for the last time.
        if (this.#isAsked) this.wake();
      });
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    this.#isAsked = false;
    this.#stopper.abort();
    this.#endWait?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    let waitMs = shortestWaitMs;
    while (this.#isOpen) {
      this.#isAsked = false;
      try {
        const hasWorked = await this.#step();
        this.#setObstacle(null);
        if (!hasWorked) return;
        waitMs = shortestWaitMs;
      } catch (error) {
        if (this.#stopper.signal.aborted) return;
        this.#meet(error);
        await this.#wait(waitMs);
        waitMs = Math.min(longestWaitMs, 2 * waitMs);
      }
    }
  }

  /** One batch is listed or one file opened. False where there is nothing to do. */
  async #step(): Promise<boolean> {
    const { batches } = this.#parts.ports;
    this.#isHeldBack = this.#parts.isHeld();
    if (this.#isHeldBack) return false;
    if (!this.#isSettled) batches.settleMade();
    this.#isSettled = true;
    const unlisted = batches.nextUnlisted();
    if (unlisted) {
      await this.#list(unlisted);
      return true;
    }
    const item = batches.nextWaiting();
    if (!item) return false;
    await this.#take(item);
    return true;
  }

  /** Writes down every file of a batch's sources; a listing that was cut off is done anew. */
  async #list(batch: StoredBatch): Promise<void> {
    const { ports, onChange } = this.#parts;
    const { signal } = this.#stopper;
    const listed = await listSources(ports, batch.sources, { signal });
    if (signal.aborted) return;
    const items = itemsOf(batch.id, this.#whatIsThere(batch, listed));
    ports.batches.dropItems(batch.id);
    for (let from = 0; from < items.length; from += rowsAtOnce) {
      // Whoever cancelled it meanwhile has cancelled what was there.
      if (signal.aborted || ports.batches.get(batch.id)?.cancelledAt !== null) return;
      ports.batches.addItems(items.slice(from, from + rowsAtOnce));
      onChange(batch.id);
      await this.#wait(0);
    }
    const now = ports.batches.get(batch.id);
    if (now?.cancelledAt === null) ports.batches.save({ ...now, sources: [] });
    onChange(batch.id);
  }

  /** A batch that turns out empty, or too large, says so as a file that failed. */
  #whatIsThere(
    { sources }: StoredBatch,
    { files, emptyFolders, extent }: Awaited<ReturnType<typeof listSources>>,
  ): readonly ListedFile[] {
    const { nameOf } = this.#parts.ports.files;
    if (extent !== 'whole') {
      const path = sources[0]?.path ?? '';
      return [{ path, name: nameOf(path), error: { code: 'BATCH_TOO_LARGE', details: { limit: batchLimits.files } } }];
    }
    if (files.length > 0) return files;
    return emptyFolders.map((folder) => ({
      path: folder,
      name: nameOf(folder),
      error: { code: 'BATCH_EMPTY', details: { folder } },
    }));
  }

  /** Opens a file and makes its job. @throws AppError only where the computer is at fault */
  async #take(item: StoredBatchItem): Promise<void> {
    const { ports, onMade, onChange } = this.#parts;
    const failure = await this.#makeJob(item);
    if (this.#stopper.signal.aborted) return;
    const now = ports.batches.item(item.id);
    if (now?.state !== 'waiting') return;
    ports.batches.saveItem({ ...now, state: failure ? 'failed' : 'made', error: failure });
    if (!failure) onMade();
    onChange(item.batchId);
    if (failure && ports.uploads.sha256Of(item.path) !== undefined) await this.#forget(item.path);
  }

  /** The library's own copy of a file that was refused, unless it may be tried again. */
  async #forget(path: string): Promise<void> {
    const { ports } = this.#parts;
    await forgetUpload(ports, path).catch((error: unknown) => {
      // The next start tries again.
      ports.log.error(crypto.randomUUID().slice(0, 8), error, { uploads: 'forget' });
    });
  }

  /** Null where its job is there, or else why there is none. */
  async #makeJob(item: StoredBatchItem): Promise<ErrorEnvelope | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#openAndAdd(item);
        return null;
      } catch (error) {
        const id = crypto.randomUUID().slice(0, 8);
        const envelope = toEnvelope(error, id);
        if (this.#stopper.signal.aborted || this.#isObstacle(envelope)) throw error;
        if (envelope.code === 'HOST_CRASHED' && attempt < attempts) continue;
        this.#parts.ports.log.error(id, error, { batchId: item.batchId, file: item.path });
        return envelope;
      }
    }
  }

  async #openAndAdd(item: StoredBatchItem): Promise<void> {
    const { ports, recordings } = this.#parts;
    const batch = ports.batches.get(item.batchId);
    if (!batch) throw new AppError('BATCH_UNKNOWN', { id: item.batchId });
    // A long file takes its time.
    const opened = recordings.open(item.path, item.name, false);
    const { id: recordingId } = await unlessLeft(opened, this.#stopper.signal);
    const request = { ...batch.order, recordingId, jobId: item.id };
    await createConvertJob(this.#parts, request, () => this.#placeOf(item));
  }

  #placeOf({ id, batchId }: StoredBatchItem): BatchPlace | undefined {
    const { batches } = this.#parts.ports;
    const batch = batches.get(batchId);
    if (!batch || batch.cancelledAt !== null || batches.item(id)?.state !== 'waiting') return undefined;
    return { batchId, isPaused: batch.isPaused };
  }

  #isObstacle(error: ErrorEnvelope): boolean {
    return obstacles.includes(error.code) || isOfTheLibrary(error, this.#parts.ports);
  }

  #meet(error: unknown): void {
    const id = crypto.randomUUID().slice(0, 8);
    const envelope = toEnvelope(error, id);
    this.#parts.ports.log.error(id, error, { intake: true });
    this.#setObstacle(envelope);
  }

  #setObstacle(obstacle: ErrorEnvelope | null): void {
    if (this.#obstacle?.code === obstacle?.code) return;
    this.#obstacle = obstacle;
    const { batches } = this.#parts.ports;
    for (const { id } of batches.list({ isOpen: true, limit: 200 })) this.#parts.onChange(id);
  }

  /** Until then, or until somebody asks. */
  #wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#endWait = undefined;
        resolve();
      };
      const end = this.#parts.ports.clock.after(delayMs, done);
      this.#endWait = () => {
        end();
        done();
      };
    });
  }
}
