import type { ByteSource } from '../bytes/types.ts';

/** One file of an archive, as its table of contents has it. */
export type ZipEntry = {
  /** With `/` between folders; never a path on this computer. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly compressedBytes: number;
  readonly method: 'stored' | 'deflated';
};

export type ZipArchive = {
  readonly entries: readonly ZipEntry[];
  /**
   * The whole entry, its checksum checked. It counts against the allowance while it is made and not after.
   * @throws AppError VOICE_FILE_DAMAGED
   */
  read(entry: ZipEntry): Uint8Array<ArrayBuffer>;
  /**
   * The entry as a file of its own: a stored one is read where it lies, its checksum is the reader's to check
   * (`checkStored`); a deflated one is in memory, checked.
   */
  open(entry: ZipEntry): ByteSource;
  /** Reads a stored entry to its end, a piece at a time. @throws AppError VOICE_FILE_DAMAGED for a wrong checksum */
  checkStored(entry: ZipEntry): void;
  /** True when these bytes, all of an entry, match its checksum. */
  isIntact(entry: ZipEntry, bytes: Uint8Array): boolean;
};
