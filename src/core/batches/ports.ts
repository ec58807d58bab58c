import type { BatchItem, BatchItemStatus, BatchRequest } from '../../contract/batches.ts';
import type { ErrorEnvelope } from '../../contract/errors.ts';
import type { BatchId, JobId } from '../../contract/ids.ts';

/** What every file of a batch gets. Settings are complete; an export that names a path names a folder. */
export type BatchOrder = Omit<BatchRequest, 'paths' | 'names' | 'name' | 'batchId'>;

/** A file or folder as it was brought. */
export type BatchSource = {
  readonly path: string;
  /** In front of people, where the path is that of an upload. */
  readonly name: string | null;
};

export type StoredBatch = {
  readonly id: BatchId;
  readonly name: string;
  readonly order: BatchOrder;
  /** Empty once every file in them is an item. */
  readonly sources: readonly BatchSource[];
  readonly isPaused: boolean;
  readonly cancelledAt: string | null;
  readonly createdAt: string;
};

export type StoredBatchItem = {
  /** Its job, once there is one, has the same id. */
  readonly id: JobId;
  readonly batchId: BatchId;
  /** From 0. */
  readonly ordinal: number;
  readonly path: string;
  readonly name: string;
  /** Of the opening: what comes after is told by the job. */
  readonly state: 'waiting' | 'made' | 'failed' | 'cancelled';
  readonly error: ErrorEnvelope | null;
};

export type ItemCounts = Readonly<Record<BatchItemStatus, number>>;

/** Each call is one transaction: it is done whole or not at all. Writing throws DATABASE_READ_ONLY or DISK_FULL. */
export type BatchRepository = {
  get(id: BatchId): StoredBatch | undefined;
  /** Newest first. */
  list(filter: { readonly isOpen?: boolean | undefined; readonly limit: number }): StoredBatch[];
  create(batch: StoredBatch, items: readonly StoredBatchItem[]): void;
  /** Replaces a batch that exists. */
  save(batch: StoredBatch): void;
  addItems(items: readonly StoredBatchItem[]): void;
  /** Forgets the items of a batch whose listing was cut off before any of them was opened. */
  dropItems(batchId: BatchId): void;
  /** The oldest batch whose sources are not listed yet; cancelled ones are left out. */
  nextUnlisted(): StoredBatch | undefined;
  /** The next file to be opened, of the oldest batch that has one. */
  nextWaiting(): StoredBatchItem | undefined;
  item(id: JobId): StoredBatchItem | undefined;
  saveItem(item: StoredBatchItem): void;
  /** Writes down what a program that died did not: an item whose job is there is made. */
  settleMade(): void;
  /** Cancels what was not opened yet; what has a job, though that was not written down yet, is as far as its job is. */
  cancelWaiting(batchId: BatchId): void;
  /** Lets files that were cancelled, or could not be opened, wait again. */
  reopen(batchId: BatchId): void;
  /** In their order, each as far as its job is. */
  items(
    batchId: BatchId,
    filter: { readonly status?: BatchItemStatus | undefined; readonly offset: number; readonly limit: number },
  ): BatchItem[];
  counts(batchId: BatchId): ItemCounts;
  /** Files that jobs have written into a folder, or into folders inside it. */
  outputsIn(folder: string): string[];
  /** Whether a file of this name, in whatever folder, waits to be opened or may be tried again: not where it was refused itself. */
  awaits(fileName: string): boolean;
  /** Files that were refused for what they are (`fileFaults`). */
  refused(): string[];
  /** Of the first files, in their order. */
  statuses(batchId: BatchId, limit: number): BatchItemStatus[];
};

export type AudioListing = {
  /** Paths in the order people would put them; in no order and not all where the extent is not `whole`. */
  readonly files: readonly string[];
  /** Folders inside that may not be read. */
  readonly unreadable: readonly string[];
  /** `whole`: that is all; `more`: there are more than were asked for; `late`: time ran out. */
  readonly extent: 'whole' | 'more' | 'late';
};

export type AudioFoldersPort = {
  /**
   * The audio files in a folder, at any depth, known by their extension; hidden files and folders are left out, and a
   * folder that is reached twice counts once.
   * @throws AppError FILE_NOT_FOUND, FILE_NOT_READABLE of the folder itself
   */
  list(
    folder: string,
    bounds: { readonly most: number; readonly withinMs?: number; readonly signal?: AbortSignal },
  ): Promise<AudioListing>;
};
