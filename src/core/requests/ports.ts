export type StoredIdempotencyKey = {
  readonly keySha256: string;
  readonly requestSha256: string;
  /** Of the job or batch. */
  readonly id: string;
  /** ISO time. */
  readonly createdAt: string;
};

/** Synchronous, like every repository. */
export type IdempotencyRepository = {
  get(keySha256: string): StoredIdempotencyKey | undefined;
  /** Adds a key that is not there. @throws AppError DATABASE_READ_ONLY, DISK_FULL */
  add(key: StoredIdempotencyKey): void;
  remove(keySha256: string, id: string): void;
  removeBefore(createdAt: string): void;
};

/** Files that were sent to the program. */
export type UploadFilesPort = {
  /** The SHA-256 under which the file of an uploaded recording is kept; undefined for any other path. */
  sha256Of(path: string): string | undefined;
  /** Deletes an upload, of a recording or of a voice; any other path stays as it is. */
  remove(path: string): Promise<void>;
  /** Recordings that were sent since the last sweep and may have come to nothing. */
  unsettled(): Promise<string[]>;
  /** It is known by now what became of a recording that was sent. */
  settle(path: string): Promise<void>;
};
