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
  /** Undefined where nothing is kept under the id, or the file is damaged. */
  read(id: MelodyId): Promise<KeptMelodyFile | undefined>;
  /** The same without the text. */
  factsOf(id: MelodyId): Promise<MelodyFacts | undefined>;
};
