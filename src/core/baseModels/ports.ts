import type { LocalisedText } from '../../contract/language.ts';

/** A file as somebody publishes it: the hash says what it must be, the addresses where it can be had. */
export type PublishedFile = {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly urls: readonly string[];
};

/** A base model as models/manifest.json lists it. Any of its files will do; the first is fetched. */
export type BaseModelEntry = {
  readonly id: string;
  readonly title: string;
  readonly purpose: LocalisedText;
  readonly licence: string;
  readonly files: readonly PublishedFile[];
};

/** What is there of a base model. */
export type KeptBaseModel = {
  /** The file as published. It stays, so that a later version of the program can rebuild the network from it. */
  readonly sourcePath: string | null;
  /** Version of the builder that made the networks, all of which are there; null where they are not. */
  readonly builderVersion: string | null;
  /** Bytes of a download that was cut off. */
  readonly keptBytes: number;
};

/** A copy of a published file that is the model's when it is kept. */
export type TakenFile = {
  readonly entry: BaseModelEntry;
  /** @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE */
  keep(): Promise<void>;
  /** Deletes it where it was not kept. */
  discard(): Promise<void>;
};

/** The files of base models and the network they come from. */
export type BaseModelsPort = {
  /** @throws AppError MODEL_MISSING without the manifest */
  entries(): Promise<readonly BaseModelEntry[]>;
  /** Where the networks of a model lie. */
  folderOf(entry: BaseModelEntry): string;
  look(entry: BaseModelEntry): Promise<KeptBaseModel>;
  /**
   * Fetches one of the model's files, going on where it was cut off.
   * @param run.onProgress called with every piece: bytes that are there, and of how many
   * @throws AppError CANCELLED, OFFLINE, DISK_FULL, FOLDER_NOT_WRITABLE, DOWNLOAD_WRONG_BYTES, DOWNLOAD_FAILED
   */
  download(
    entry: BaseModelEntry,
    run: { readonly signal: AbortSignal; readonly onProgress: (doneBytes: number, sizeBytes: number) => void },
  ): Promise<void>;
  /**
   * Copies a file whose bytes are those of a published one; undefined for any other.
   * @throws AppError FILE_NOT_FOUND, FILE_NOT_READABLE, DISK_FULL, FOLDER_NOT_WRITABLE, CANCELLED
   */
  take(path: string, signal: AbortSignal): Promise<TakenFile | undefined>;
  /** Makes of the file as published what a download leaves that was cut off behind its last byte. */
  setAside(entry: BaseModelEntry): Promise<void>;
  /** Deletes the file as published. */
  dropSource(entry: BaseModelEntry): Promise<void>;
  /** Deletes everything there is of a model. */
  remove(entry: BaseModelEntry): Promise<void>;
  /** Deletes what a killed import left. */
  tidy(): Promise<void>;
};
