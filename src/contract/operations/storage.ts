import { z } from 'zod';
import { localPathSchema } from '../localPath.ts';
import { backupSummarySchema, storageUsageSchema, storageWorkSchema } from '../storage.ts';

const path = localPathSchema;

export const storageOperations = {
  'storage.usage': {
    input: z.void(),
    output: storageUsageSchema,
    http: { method: 'GET', path: '/storage', summary: 'What the data folder holds' },
  },
  /** The work going on; null where there is none. Progress comes as `storage.changed`. */
  'storage.work': { input: z.void(), output: storageWorkSchema.nullable() },
  /** Empties the cache (what waiting jobs need is made again) or the takes' bin. Answers with what it freed. */
  'storage.clear': {
    input: z.object({ what: z.enum(['cache', 'bin']) }),
    output: z.object({ freedBytes: z.number() }),
    http: { method: 'POST', path: '/storage/clear', summary: 'Empty the cache or the bin' },
  },
  /** Applies the rules of `settings.storage` now. */
  'storage.clearOut': {
    input: z.void(),
    output: z.object({ takeCount: z.number().int(), freedBytes: z.number() }),
    http: { method: 'POST', path: '/storage/clear-out', summary: 'Apply the rules of storage now' },
  },
  /**
   * Copies the data folder into an empty or new folder, checks the copy, goes on from there and removes the old files.
   * Cut off anywhere, the old folder is used and the same call goes on. Answers when it is done.
   */
  'storage.move': { input: z.object({ folder: path }), output: z.object({ folder: path }) },
  /** Stops the move, backup or restore that is going on, as long as it can be stopped. */
  'storage.stop': { input: z.void(), output: z.void() },
  /** Writes voices, melodies, uploads, settings and, where asked for, takes into one file that does not exist yet. */
  'storage.backUp': { input: z.object({ path, withTakes: z.boolean().default(true) }), output: backupSummarySchema },
  /** What a backup holds, after all of it was checked. */
  'storage.inspectBackup': { input: z.object({ path }), output: backupSummarySchema },
  /** Puts a backup in the place of the library, which is moved aside and kept for takeBinDays. Safe to repeat. */
  'storage.restore': {
    /** requestId: the same one asked twice, because the answer was lost while the library changed, restores once. */
    input: z.object({ path, requestId: z.uuid().optional() }),
    output: backupSummarySchema,
  },
} as const;
