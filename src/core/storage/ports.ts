import type { TakeId } from '../../contract/ids.ts';
import type { BackupHeader, BackupSummary } from '../../contract/storage.ts';

export type ClearOutRecord = { readonly at: string; readonly takeCount: number; readonly bytes: number };

/** What upkeep remembers from one program to the next. */
export type StorageState = {
  /** The time that was last believed (libraryClock.ts), ms since 1970. */
  readonly seenMs: number | null;
  readonly lastClearOut: ClearOutRecord | null;
};

export type StorageTake = {
  readonly id: TakeId;
  readonly createdAt: string;
  /** Without a star and not being made any more: rules may remove it. */
  readonly isExpirable: boolean;
};

export type BinnedTake = { readonly id: TakeId; readonly removedAt: string };

/** What storage asks of the database. Lists come in pages, so that none of them keeps others waiting. */
export type StorageRepository = {
  state(): StorageState;
  /** @throws AppError DATABASE_READ_ONLY, DISK_FULL */
  saveState(state: StorageState): void;
  /** Takes outside the bin, oldest first. */
  takes(after: Pick<StorageTake, 'createdAt' | 'id'> | null, limit: number): readonly StorageTake[];
  /** The bin, in the order of its ids. */
  bin(after: TakeId | null, limit: number): readonly BinnedTake[];
  /** Takes whose files were deleted, last first: what a killed program left of them is deleted again. */
  purged(limit: number): readonly TakeId[];
  /** Jobs that wait or run, as numbers of their rows. */
  openJobs(): readonly number[];
  /** Every SHA-256 that these jobs name: recordings, melodies, guides, backings. */
  hashesOfJobs(rows: readonly number[]): readonly string[];
};

/** A copy of the library on its way to another folder. */
export type Arrival = {
  /** The copy is whole and on the disk: from now on it is the library. @throws AppError DATABASE_UNREADABLE */
  commit(): Promise<void>;
  /** Removes what was copied. */
  giveUp(): Promise<void>;
};

export type Snapshot = Pick<BackupHeader, 'schema' | 'voiceCount' | 'takeCount' | 'elsewhereCount'> & {
  readonly file: string;
  discard(): Promise<void>;
};

export type RestoreDecision = { readonly requestId: string; readonly summary: BackupSummary };

/** The data folder as a whole. */
export type LibraryPort = {
  /** Of the disk a folder lies on, or would lie on; null where it does not tell. */
  freeBytes(folder: string): Promise<number | null>;
  /** Whether files can be made in the library now. @throws AppError FOLDER_NOT_WRITABLE, DISK_FULL */
  checkWritable(): Promise<void>;
  /**
   * Takes another folder for the library, with its lock.
   * @throws AppError FOLDER_NOT_USABLE, FOLDER_NOT_EMPTY, FOLDER_NOT_WRITABLE, DATA_FOLDER_IN_USE
   */
  arriveAt(folder: string): Promise<Arrival>;
  /**
   * A whole copy of the database, beside the backup it is for: the library's own disk may be the one that is full.
   * @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE
   */
  snapshot(backupPath: string, withTakes: boolean): Promise<Snapshot>;
  /** The newest migration that this program knows, ms. */
  readonly newestSchemaMs: number;
  /** Where a backup is unpacked to. */
  readonly arrivingFolder: string;
  /**
   * Makes what was unpacked fit to be opened.
   * @param file name of the backup, for what is thrown
   * @throws AppError BACKUP_NEWER, BACKUP_DAMAGED, DISK_FULL
   */
  prepareArrived(file: string, appVersion: string): Promise<void>;
  discardArrived(): Promise<void>;
  /** From now on the unpacked backup is the library, as soon as the program opens it again. */
  decideRestore(decision: RestoreDecision): Promise<void>;
  lastRestore(): Promise<RestoreDecision | undefined>;
  /** Libraries that a restored one took the place of. */
  replaced(): Promise<readonly { readonly name: string; readonly atMs: number }[]>;
  removeReplaced(name: string): Promise<void>;
  /** A folder that was moved away from and still holds the old files. */
  leftFolder(): Promise<string | undefined>;
  forgetLeftFolder(): Promise<void>;
  /**
   * Stops all work, closes the database, does what only then can be done, and lets the program begin again with the library
   * as it is by then. Never resolves; who waits asks the next session.
   * @throws what `finish` throws; the program begins again all the same
   */
  restart(finish: () => Promise<void>): Promise<never>;
};
