import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { BackupHeader } from '../../contract/storage.ts';
import { passesCheck } from './backups.ts';
import { applyMigrations, newestMigration, schemaState } from './migrations.ts';

/** Copied between two looks at other work; about a millisecond. */
const pagesAtOnce = 200;

export type SnapshotOptions = {
  readonly file: string;
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly withTakes: boolean;
  readonly nowIso: string;
};

/**
 * A whole copy of the open database, made while others go on writing to it, with what it counts.
 * @throws SqliteError of a disk that is full; nothing stays then but the file, which is the caller's to remove
 */
export async function snapshotDatabase(
  connection: Database.Database,
  { file, dataFolder, migrationsFolder, withTakes, nowIso }: SnapshotOptions,
): Promise<Pick<BackupHeader, 'schema' | 'voiceCount' | 'takeCount' | 'elsewhereCount'>> {
  // Made by the system first, which says why it cannot be; SQLite only that it could not.
  closeSync(openSync(file, 'wx', 0o600));
  await connection.backup(file, { progress: () => pagesAtOnce });
  leaveJournalMode(file);
  const copy = new Database(file);
  try {
    copy.pragma('journal_mode = MEMORY');
    if (!withTakes) forgetSound(copy, nowIso);
    const count = (sql: string, ...values: unknown[]): number =>
      Number(
        copy
          .prepare(sql)
          .pluck()
          .get(...values),
      );
    return {
      schema: newestMigration(copy, migrationsFolder),
      voiceCount: count('SELECT count(*) FROM voice_models WHERE purged_at IS NULL'),
      takeCount: withTakes ? count('SELECT count(*) FROM takes WHERE purged_at IS NULL') : 0,
      elsewhereCount: count('SELECT count(*) FROM recordings WHERE instr(path, ?) <> 1', dataFolder + path.sep),
    };
  } finally {
    copy.close();
  }
}

/**
 * A copy of a database with a write-ahead log asks for that log; written in two bytes of its header, that it has none, it is one
 * file that needs nothing beside it (https://www.sqlite.org/fileformat2.html, 1.3.3).
 */
function leaveJournalMode(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, Uint8Array.of(1, 1), 0, 2, 18);
  } finally {
    closeSync(handle);
  }
}

/** A take without its files is one that was deleted from the bin: its recipe stays. Those still to be made will be made. */
function forgetSound(copy: Database.Database, nowIso: string): void {
  copy
    .prepare(
      `UPDATE takes SET purged_at = ?, removed_at = coalesce(removed_at, ?) WHERE purged_at IS NULL
       AND job_id NOT IN (SELECT id FROM audio_jobs WHERE status IN ('queued', 'processing'))`,
    )
    .run(nowIso, nowIso);
  copy.exec('VACUUM');
}

export type RestoredState = 'sound' | 'newer' | 'damaged';

/**
 * Makes the database of a backup fit to be opened: checked, with nothing in it that acts by itself, and migrated.
 * @throws SqliteError of a disk that is full
 */
export function prepareRestored(file: string, migrationsFolder: string): RestoredState {
  let copy: Database.Database | undefined;
  try {
    copy = new Database(file, { fileMustExist: true });
    copy.pragma('trusted_schema = OFF');
    copy.pragma('cell_size_check = ON');
    // Nothing is decided yet: what a power cut spoils here is unpacked again.
    copy.pragma('journal_mode = MEMORY');
    if (!passesCheck(copy) || actsByItself(copy)) return 'damaged';
    const { state } = schemaState(copy, migrationsFolder);
    if (state === 'newer') return 'newer';
    if (state === 'new') return 'damaged';
    copy.pragma('foreign_keys = OFF');
    if (state === 'older') applyMigrations(copy, migrationsFolder);
    return passesCheck(copy) && hasAllTables(copy) ? 'sound' : 'damaged';
  } catch (error) {
    const isRoom = error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY)/.test(error.code);
    if (isRoom) throw error;
    return 'damaged';
  } finally {
    copy?.close();
  }
}

/** Our databases have tables and indexes; a trigger or a view would be somebody else's idea. */
function actsByItself(copy: Database.Database): boolean {
  const found = copy
    .prepare("SELECT count(*) FROM sqlite_master WHERE type NOT IN ('table', 'index') OR sql LIKE 'create virtual%'")
    .pluck()
    .get();
  return Number(found) > 0;
}

function hasAllTables(copy: Database.Database): boolean {
  const needed = ['voice_models', 'recordings', 'audio_jobs', 'takes', 'settings'];
  const has = copy.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").pluck();
  return needed.every((name) => has.get(name) === 1);
}

/** Whether a copy of a database can be opened and holds. */
export function isSoundCopy(file: string): boolean {
  const copy = new Database(file, { fileMustExist: true });
  try {
    return passesCheck(copy);
  } finally {
    copy.close();
  }
}
