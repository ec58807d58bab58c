import type Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { QueueMemory, QueueMemoryRepository } from '../../core/jobs/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { settings } from './schema.ts';

const groupId = 'queue';
const version = 1;

const queueMemorySchema: z.ZodType<QueueMemory> = z.object({
  isPaused: z.boolean(),
  isRestored: z.boolean().default(false),
  machine: z.string(),
  machineSince: z.string(),
  lanes: z.record(z.string(), z.number().int().min(1)),
  jobsSinceMeasured: z.record(z.string(), z.number().int().min(0)).default({}),
});

const anyJobWaits = `SELECT
  EXISTS (SELECT 1 FROM audio_jobs WHERE status IN ('queued', 'processing'))
  OR EXISTS (SELECT 1 FROM batch_items WHERE state = 'waiting')
  OR EXISTS (SELECT 1 FROM batches WHERE sources_json <> '[]' AND cancelled_at IS NULL)`;

/** A library that was restored, perhaps on another computer, takes up none of the jobs that wait in it before a person says so. */
export function holdRestoredQueue(connection: Database.Database): void {
  const text = connection.prepare('SELECT value_json FROM settings WHERE group_id = ?').pluck().get(groupId);
  const known = queueMemorySchema.safeParse(parsed(text)).data;
  const nothingKnown = { isPaused: false, machine: '', machineSince: '', lanes: {}, jobsSinceMeasured: {} };
  const isRestored = connection.prepare(anyJobWaits).pluck().get() === 1;
  connection
    .prepare(
      `INSERT INTO settings (group_id, version, value_json) VALUES (?, ?, ?)
       ON CONFLICT (group_id) DO UPDATE SET value_json = excluded.value_json`,
    )
    .run(groupId, version, JSON.stringify({ ...nothingKnown, ...known, isRestored }));
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** What the queue remembers, in a row of settings of its own. */
export function createQueueMemoryRepository({ database, onBadRow }: RepositoryParts): QueueMemoryRepository {
  return {
    get: () => {
      const row = database.select().from(settings).where(eq(settings.groupId, groupId)).get();
      try {
        return row && queueMemorySchema.parse(JSON.parse(row.valueJson));
      } catch (error) {
        onBadRow(groupId, String(error));
        return undefined;
      }
    },
    save: (memory) => {
      const row = { groupId, version, valueJson: JSON.stringify(memory) };
      database.insert(settings).values(row).onConflictDoUpdate({ target: settings.groupId, set: row }).run();
    },
  };
}
