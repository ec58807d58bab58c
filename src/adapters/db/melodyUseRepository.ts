import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { MelodyUseRepository } from '../../core/melodies/ports.ts';
import { hashesIn } from './hashesIn.ts';

const groupId = 'unnamed-melodies';
const sinceSchema = z.record(z.string(), z.number());

/** Texts that may name a melody; what is remembered here of those that nobody names is none. */
const namingTexts = [
  `SELECT rowid AS row, value_json AS text FROM settings WHERE group_id <> '${groupId}'`,
  'SELECT rowid AS row, request_json AS text FROM batches WHERE 1',
  'SELECT rowid AS row, recipe_json AS text FROM takes WHERE 1',
  // Last: whatever is made while others are read becomes a job.
  'SELECT rowid AS row, params_json AS text FROM audio_jobs WHERE 1',
] as const;

type Row = { readonly row: number; readonly text: unknown };

export function createMelodyUseRepository(connection: Database.Database): MelodyUseRepository {
  const tables = namingTexts.map((select) => connection.prepare(`${select} AND rowid > ? ORDER BY rowid LIMIT ?`));
  const since = connection.prepare('SELECT value_json FROM settings WHERE group_id = ?').pluck();
  const save = connection.prepare(
    'INSERT INTO settings (group_id, version, value_json) VALUES (?, 1, ?) ON CONFLICT (group_id) DO UPDATE SET value_json = excluded.value_json',
  );
  return {
    named(after, limit) {
      for (let table = after?.table ?? 0; table < tables.length; table++) {
        const rows = tables[table]?.all(table === after?.table ? after.row : 0, limit) as Row[];
        const last = rows.at(-1);
        if (last) return { hashes: hashesIn(rows.map(({ text }) => text)), last: { table, row: last.row } };
      }
      return null;
    },
    unnamedSince: () => parsedSince(since.get(groupId)),
    saveUnnamedSince: (map) => {
      save.run(groupId, JSON.stringify(Object.fromEntries(map)));
    },
  };
}

/** What cannot be read is counted from now on again. */
function parsedSince(text: unknown): Map<string, number> {
  try {
    return new Map(Object.entries(sinceSchema.parse(JSON.parse(String(text)))));
  } catch {
    return new Map();
  }
}
