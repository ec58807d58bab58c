import { statSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';

/** The group of settings under which the library keeps where it lies. */
const groupId = 'home';

/** Columns that hold a path, and those that hold JSON in which paths may be. */
const pathColumns = [
  ['recordings', 'path'],
  ['audio_jobs', 'input_path'],
  ['audio_jobs', 'output_path'],
  ['batch_items', 'path'],
] as const;
const jsonColumns = [
  ['audio_jobs', 'params_json'],
  ['batches', 'request_json'],
  ['batches', 'sources_json'],
  ['settings', 'value_json'],
] as const;

/**
 * Keeps the paths of files inside the data folder true, however the folder came where it is: moved, restored from a backup of
 * another computer, or carried by hand. Done in one transaction whenever the folder is not the one it was last opened in.
 * @returns whether anything had to be changed
 */
export function rehome(connection: Database.Database, dataFolder: string): boolean {
  const home = homeOf(connection);
  if (home === dataFolder) return false;
  connection.transaction(() => {
    if (home !== undefined) {
      for (const [table, column] of pathColumns)
        rewrite(connection, { table, column, home }, (text) => moved(text, home, dataFolder));
      for (const [table, column] of jsonColumns)
        rewrite(connection, { table, column, home }, (text) => movedJson(text, home, dataFolder));
      refreshTimes(connection, dataFolder);
    }
    const valueJson = JSON.stringify({ folder: dataFolder });
    connection
      .prepare(
        'INSERT INTO settings (group_id, version, value_json) VALUES (?, 1, ?) ON CONFLICT (group_id) DO UPDATE SET value_json = excluded.value_json',
      )
      .run(groupId, valueJson);
  })();
  return home !== undefined;
}

function homeOf(connection: Database.Database): string | undefined {
  const text = connection.prepare('SELECT value_json FROM settings WHERE group_id = ?').pluck().get(groupId);
  try {
    const value = JSON.parse(typeof text === 'string' ? text : '{}') as { readonly folder?: unknown };
    return typeof value.folder === 'string' && value.folder !== '' ? value.folder : undefined;
  } catch {
    return undefined;
  }
}

type Place = { readonly table: string; readonly column: string; readonly home: string };

function rewrite(
  connection: Database.Database,
  { table, column, home }: Place,
  change: (text: string) => string,
): void {
  // Within JSON a backslash is written twice.
  const inJson = JSON.stringify(home).slice(1, -1);
  const rows = connection
    .prepare(`SELECT rowid AS id, ${column} AS text FROM ${table} WHERE instr(${column}, ?) > 0`)
    .all(column.endsWith('_json') ? inJson : home) as { readonly id: number; readonly text: string }[];
  const update = connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`);
  for (const { id, text } of rows) {
    const changed = change(text);
    if (changed !== text) update.run(changed, id);
  }
}

/** A path inside the old home as one inside the new; any other as it is. The old one may be of another system. */
function moved(text: string, home: string, dataFolder: string): string {
  const rest = text.slice(home.length);
  if (!text.startsWith(home) || !/^[/\\]/.test(rest)) return text;
  const separator = home.includes('\\') ? /[/\\]/ : /\//;
  return path.join(dataFolder, ...rest.split(separator));
}

function movedJson(text: string, home: string, dataFolder: string): string {
  const change = (value: unknown): unknown => {
    if (typeof value === 'string') return moved(value, home, dataFolder);
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part)]));
  };
  try {
    return JSON.stringify(change(JSON.parse(text)));
  } catch {
    return text;
  }
}

/** A copy has not the time of its original to the last digit, by which an unchanged recording is known. */
function refreshTimes(connection: Database.Database, dataFolder: string): void {
  const rows = connection
    .prepare('SELECT id, path, size_bytes AS sizeBytes FROM recordings WHERE instr(path, ?) = 1')
    .all(dataFolder + path.sep) as { readonly id: string; readonly path: string; readonly sizeBytes: number }[];
  const update = connection.prepare('UPDATE recordings SET modified_ms = ? WHERE id = ?');
  for (const row of rows) {
    const found = statSync(row.path, { throwIfNoEntry: false });
    if (found?.size === row.sizeBytes) update.run(found.mtimeMs, row.id);
  }
}
