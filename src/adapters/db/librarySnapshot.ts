import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { BackupHeader } from '../../contract/storage.ts';
import { passesCheck } from './backups.ts';
import { newestMigration } from './migrations.ts';

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

/** Whether a copy of a database can be opened and holds. */
export function isSoundCopy(file: string): boolean {
  const copy = new Database(file, { fileMustExist: true });
  try {
    return passesCheck(copy);
  } finally {
    copy.close();
  }
}
