import { z } from 'zod';
import type { TakeId } from '../../contract/ids.ts';
import { takeIdSchema } from '../../contract/ids.ts';
import type { StorageRepository, StorageState } from '../../core/storage/ports.ts';
import type Database from 'better-sqlite3';
import { hashesIn } from './hashesIn.ts';

const groupId = 'storage';
const stateSchema: z.ZodType<StorageState> = z.object({
  seenMs: z.number().nullable(),
  lastClearOut: z.object({ at: z.string(), takeCount: z.number(), bytes: z.number() }).nullable(),
});

/** Written as SQL: these are questions about many rows of several tables, of which only a few columns are wanted. */
export function createStorageRepository(connection: Database.Database): StorageRepository {
  // Ids become names of folders, and one that is none must not end a page.
  connection.function('is_take_id', { deterministic: true }, (id) => (takeIdSchema.safeParse(id).success ? 1 : 0));
  const statements = {
    state: connection.prepare('SELECT value_json FROM settings WHERE group_id = ?').pluck(),
    saveState: connection.prepare(
      'INSERT INTO settings (group_id, version, value_json) VALUES (?, 1, ?) ON CONFLICT (group_id) DO UPDATE SET value_json = excluded.value_json',
    ),
    takes: connection.prepare(
      `SELECT t.id AS id, t.created_at AS createdAt,
         t.is_starred = 0 AND j.status NOT IN ('queued', 'processing') AS isExpirable
       FROM takes t JOIN audio_jobs j ON j.id = t.job_id
       WHERE t.removed_at IS NULL AND t.purged_at IS NULL AND is_take_id(t.id) AND (t.created_at, t.id) > (?, ?)
       ORDER BY t.created_at, t.id LIMIT ?`,
    ),
    bin: connection.prepare(
      `SELECT id, removed_at AS removedAt FROM takes
       WHERE removed_at IS NOT NULL AND purged_at IS NULL AND is_take_id(id) AND id > ? ORDER BY id LIMIT ?`,
    ),
    purged: connection
      .prepare(
        `SELECT id FROM takes WHERE removed_at IS NOT NULL AND purged_at IS NOT NULL AND is_take_id(id)
         ORDER BY removed_at DESC LIMIT ?`,
      )
      .pluck(),
    openJobs: connection.prepare("SELECT rowid FROM audio_jobs WHERE status IN ('queued', 'processing')").pluck(),
    paramsOf: connection
      .prepare('SELECT params_json FROM audio_jobs WHERE rowid IN (SELECT value FROM json_each(?))')
      .pluck(),
  };
  return {
    state: () => parsedState(statements.state.get(groupId)),
    saveState: (state) => {
      statements.saveState.run(groupId, JSON.stringify(state));
    },
    takes: (after, limit) =>
      (statements.takes.all(after?.createdAt ?? '', after?.id ?? '', limit) as TakeRow[]).map((row) => ({
        id: takeIdSchema.parse(row.id),
        createdAt: row.createdAt,
        isExpirable: row.isExpirable === 1,
      })),
    bin: (after, limit) =>
      (statements.bin.all(after ?? '', limit) as BinRow[]).map(({ id, removedAt }) => ({
        id: takeIdSchema.parse(id),
        removedAt,
      })),
    purged: (limit) => statements.purged.all(limit).map((id): TakeId => takeIdSchema.parse(id)),
    openJobs: () => statements.openJobs.all() as number[],
    hashesOfJobs: (rows) => hashesIn(statements.paramsOf.all(JSON.stringify(rows))),
  };
}

type TakeRow = { readonly id: string; readonly createdAt: string; readonly isExpirable: number };
type BinRow = { readonly id: string; readonly removedAt: string };

function parsedState(text: unknown): StorageState {
  try {
    return stateSchema.parse(JSON.parse(String(text)));
  } catch {
    return { seenMs: null, lastClearOut: null };
  }
}
