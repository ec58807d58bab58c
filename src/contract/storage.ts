import { z } from 'zod';

/** What the data folder holds, in the order it is shown. `exports`: those of recordings that came without a folder of their own. */
export const storageKinds = [
  'baseModels',
  'voices',
  'takes',
  'recordings',
  'melodies',
  'cache',
  'exports',
  'database',
  'logs',
  /** Libraries that a restored one took the place of, until they are deleted. */
  'replaced',
  'other',
] as const;
export type StorageKind = (typeof storageKinds)[number];

export const storageUsageSchema = z.object({
  folder: z.string(),
  /** Bytes on disk by kind, and files of each. */
  kinds: z.array(z.object({ kind: z.enum(storageKinds), bytes: z.number(), fileCount: z.number().int() })),
  totalBytes: z.number(),
  /** What a move would copy: all of it but the cache, of which only what waiting and running jobs need goes along. */
  movingBytes: z.number(),
  /** Of the disk the folder lies on; null where it does not tell. */
  freeBytes: z.number().nullable(),
  /** Takes in the bin, which emptying it would free. */
  bin: z.object({ takeCount: z.number().int(), bytes: z.number() }),
  /** What the next clear-out would remove by the rules as they are, and when it comes; null where no rule is set. */
  nextClearOut: z.object({ at: z.string(), takeCount: z.number().int(), bytes: z.number() }).nullable(),
  /** Of the last clear-out; null before the first. */
  lastClearOut: z.object({ at: z.string(), takeCount: z.number().int(), bytes: z.number() }).nullable(),
});
export type StorageUsage = z.infer<typeof storageUsageSchema>;

/** Long work on the data folder: one at a time. */
export const storageWorkSchema = z.object({
  kind: z.enum(['move', 'backup', 'restore', 'clear']),
  doneBytes: z.number(),
  totalBytes: z.number(),
  /** Seconds left; null before there is something to estimate from. */
  remainingSec: z.number().nullable(),
});
export type StorageWork = z.infer<typeof storageWorkSchema>;

const storageRules = {
  /** The cache is kept under this, oldest use first; null: no limit. */
  cacheLimitGb: z.number().min(0.1).max(10_000).nullable(),
  /** Takes without a star are removed after so many days; null: never. */
  takesExpireDays: z.number().int().min(1).max(3650).nullable(),
  /** Takes without a star are removed, oldest first, beyond this; null: no limit. */
  takesLimitGb: z.number().min(0.1).max(10_000).nullable(),
};

export const storageRulesSchema = z.object({
  cacheLimitGb: storageRules.cacheLimitGb.default(10),
  takesExpireDays: storageRules.takesExpireDays.default(null),
  takesLimitGb: storageRules.takesLimitGb.default(null),
});
/** What is left out stays. */
export const storageRulesChangeSchema = z.object(storageRules).partial();
export type StorageRules = z.infer<typeof storageRulesSchema>;

/** Of backup files, without its dot. */
export const backupExtension = 'cantado-backup';

/** Days a removed take can be brought back. */
export const takeBinDays = 30;

/** A finished backup, as its file tells. */
export const backupSummarySchema = z.object({
  path: z.string(),
  bytes: z.number(),
  voiceCount: z.number().int(),
  /** Takes whose sound is in it. */
  takeCount: z.number().int(),
  /** Recordings that lie elsewhere on the computer: their rows are in it, their files are not. */
  elsewhereCount: z.number().int(),
  createdAt: z.string(),
  appVersion: z.string(),
});
export type BackupSummary = z.infer<typeof backupSummarySchema>;

/** What a backup is told about itself before its files are put in. */
export type BackupHeader = {
  readonly appVersion: string;
  readonly createdAt: string;
  /** The newest migration that its database has seen. */
  readonly schema: { readonly whenMs: number; readonly tag: string };
  readonly voiceCount: number;
  readonly takeCount: number;
  readonly elsewhereCount: number;
};

/** What a backup says of itself. */
export type BackupFacts = BackupHeader & {
  readonly fileCount: number;
  /** Of its files, unpacked. */
  readonly totalBytes: number;
  /** Of the backup itself. */
  readonly bytes: number;
};
