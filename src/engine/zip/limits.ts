/** Bounds on what a table of contents may claim; each is far above what any voice, index or base model needs. */
export const zipLimits = {
  entries: 50_000,
  directoryBytes: 16 * 2 ** 20,
  nameBytes: 1024,
  /** Uncompressed to compressed, of one entry above `smallEntryBytes`; weights reach 1.2, text 10. */
  entryRatio: 100,
  /** Runs of zeros, such as fresh biases, may shrink to anything below this size. */
  smallEntryBytes: 2 ** 20,
  /** All entries together to the size of the file, beyond `smallEntryBytes`. */
  archiveRatio: 20,
} as const;

/** How far data may shrink before it is taken for a bomb, and how long a table of contents may be where it is ours to write. */
export type ZipRatios = {
  readonly entryRatio: number;
  readonly archiveRatio: number;
  readonly entries?: number;
  readonly directoryBytes?: number;
};
