import type { BackupFacts, BackupHeader, StorageKind } from './storage.ts';

export type KindSize = { readonly kind: StorageKind; readonly bytes: number; readonly fileCount: number };

type LibraryCopy = {
  readonly from: string;
  readonly to: string;
  readonly state: 'open' | 'whole';
  /** SHA-256 of recordings whose entries of the cache go along; the others can be made again. */
  readonly keptCache: readonly string[];
  /** As measured before, for the progress. */
  readonly totalBytes: number;
};

export type BackupOrder = {
  readonly dataFolder: string;
  /** A whole copy of the database. */
  readonly databaseFile: string;
  readonly withTakes: boolean;
  readonly header: BackupHeader;
  /** Must not exist. */
  readonly path: string;
  /** As measured before, for the progress. */
  readonly totalBytes: number;
};

/** What the inference host does with a library's files, so that nobody else waits for them (see inference.ts). */
export type LibraryHostOperations = {
  /** What a data folder holds, kind by kind. */
  measureLibrary: { input: { readonly folder: string }; output: readonly KindSize[]; progress: never };
  /** Bytes of folders beside each other, in the order they were named; 0 where there is none. */
  measureFolders: {
    input: { readonly parent: string; readonly names: readonly string[] };
    output: readonly number[];
    progress: never;
  };
  /** Bytes of what the cache holds of recordings, by their SHA-256. */
  measureCache: { input: { readonly of: readonly string[] }; output: number; progress: never };
  /** Takes out of the cache what was not used for the longest time, until the rest is no larger. */
  trimCache: {
    input: {
      readonly limitBytes: number;
      /** SHA-256 of recordings whose entries stay. */
      readonly kept: readonly string[];
    };
    output: { readonly freedBytes: number };
    progress: never;
  };
  /**
   * Copies a library without its cache, going on where an earlier copy was cut off. `open`: all but the database, which is in use; `whole`: nothing
   * changes any more, and the copy is made exact.
   */
  copyLibrary: { input: LibraryCopy; output: Record<never, never>; progress: { readonly doneRatio: number } };
  /** Deletes the library in a folder, as far as it is one; what belongs to the place stays. */
  removeLibrary: { input: { readonly folder: string }; output: Record<never, never>; progress: never };
  writeBackup: {
    input: BackupOrder;
    output: { readonly bytes: number };
    progress: { readonly doneRatio: number };
  };
  /** What a backup says of itself; its files are not read. @throws AppError NOT_A_BACKUP, BACKUP_DAMAGED, BACKUP_NEWER */
  readBackup: { input: { readonly path: string }; output: BackupFacts; progress: never };
  /** Reads all of a backup and compares it with its hashes. */
  checkBackup: { input: { readonly path: string }; output: BackupFacts; progress: { readonly doneRatio: number } };
  /** The same, unpacking it into a folder that is made for it; nothing stays where something does not fit. */
  unpackBackup: {
    input: { readonly path: string; readonly folder: string };
    output: BackupFacts;
    progress: { readonly doneRatio: number };
  };
};
