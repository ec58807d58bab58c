import type { MelodyId } from '../../contract/ids.ts';

/** What is kept beside a melody or plan. */
export type MelodyFacts = {
  readonly kind: 'score' | 'plan';
  /** As people know it; the last name it was opened under. */
  readonly name: string;
  /** The recording a plan was made for; null for scores. */
  readonly recordingSha256: string | null;
};

export type KeptMelodyFile = { readonly text: string; readonly facts: MelodyFacts };

/** The library of melodies and plans: JSON texts under the SHA-256 of their bytes, so none of them ever changes. */
export type MelodyFilesPort = {
  /** Where the file of an id lies, whether it is there or not. */
  fileOf(id: MelodyId): string;
  /** Keeps a text; the same text is kept once. @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE */
  keep(text: string, facts: MelodyFacts): Promise<MelodyId>;
  /**
   * Keeps what is written elsewhere, so that a long text need not pass through this thread.
   * @param write writes the text into this file of its own, and says what it is
   * @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE, and what `write` throws
   */
  keepWritten(
    write: (file: string) => Promise<{ readonly sha256: string; readonly facts: MelodyFacts }>,
  ): Promise<MelodyId>;
  /** Undefined where nothing is kept under the id, or the file is damaged. */
  read(id: MelodyId): Promise<KeptMelodyFile | undefined>;
  /** The same without the text. */
  factsOf(id: MelodyId): Promise<MelodyFacts | undefined>;
  /** SHA-256 of everything kept: melodies, plans, and the files they were sent as. */
  hashes(): Promise<readonly string[]>;
  /**
   * Deletes what is kept under these; what was kept again since `hashes` was asked stays.
   * @returns bytes freed
   * @throws AppError FOLDER_NOT_WRITABLE
   */
  remove(hashes: readonly string[]): Promise<number>;
};

/** Where in the library's rows a search for names has come to. */
export type NamingRow = { readonly table: number; readonly row: number };

/** Which melodies the library's rows name. */
export type MelodyUseRepository = {
  /**
   * SHA-256 of everything that rows name, page by page: recipes of takes, whatever became of them, jobs, batches, and settings
   * with the window's draft and the presets. Null behind the last.
   */
  named(
    after: NamingRow | null,
    limit: number,
  ): { readonly hashes: readonly string[]; readonly last: NamingRow } | null;
  /** Since when things have been seen unnamed, by their SHA-256, ms since 1970. */
  unnamedSince(): ReadonlyMap<string, number>;
  /** @throws AppError DATABASE_READ_ONLY, DISK_FULL */
  saveUnnamedSince(since: ReadonlyMap<string, number>): void;
};
