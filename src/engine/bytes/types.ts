/**
 * A stranger's file as its readers see it: random access, nothing more. Reads are synchronous because readers run in threads
 * of their own.
 */
export type ByteSource = {
  /** Shown to people; never used as a path. */
  readonly name: string;
  readonly sizeBytes: number;
  /**
   * Bytes [start, start + count) in an array of their own.
   * @throws RangeError outside the file
   */
  read(start: number, count: number): Uint8Array<ArrayBuffer>;
};

/** Parts of the platform that readers need and the engine does not know. */
export type ByteTools = {
  /**
   * Raw DEFLATE. Never produces more than maximumBytes.
   * @throws RangeError when there would be more, Error for data that is none
   */
  inflateRaw(compressed: Uint8Array, maximumBytes: number): Uint8Array<ArrayBuffer>;
  /** CRC-32 (zip), to be continued with the value of the part before. */
  crc32(bytes: Uint8Array, before?: number): number;
};
