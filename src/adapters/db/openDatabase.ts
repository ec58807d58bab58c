import { accessSync, constants, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../contract/errors.ts';
import type { Notice } from '../../contract/notices.ts';
import type { LogPort } from '../../core/ports.ts';
import { listBackups, passesCheck, restoreNewestBackup, writeBackup } from './backups.ts';
import { applyMigrations, schemaState } from './migrations.ts';
import { rehome } from './rehome.ts';
import { isDamage, translated } from './sqliteErrors.ts';

const backupPauseMs = 12 * 3600 * 1000;
const busyTimeoutMs = 5000;

export type OpenDatabaseOptions = {
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly nowMs: () => number;
  readonly log: LogPort;
};

export type OpenDatabase = {
  readonly connection: Database.Database;
  readonly file: string;
  /** The data belongs to a newer version: every write throws DATABASE_READ_ONLY. */
  readonly isReadOnly: boolean;
  readonly notices: readonly Notice[];
  /** Leaves a fresh backup behind where something was changed. */
  close(): void;
};

/**
 * Opens `cantado.db`, made where it is missing. A damaged file is moved aside, never deleted, and the
 * newest sound backup takes its place; a file of a newer version is opened read-only; an older one is
 * backed up and migrated in one transaction.
 * @throws AppError DISK_FULL, DATABASE_UNREADABLE, FOLDER_NOT_WRITABLE
 */
export function openDatabase(options: OpenDatabaseOptions): OpenDatabase {
  const file = path.join(options.dataFolder, 'cantado.db');
  try {
    mkdirSync(options.dataFolder, { recursive: true });
    // A disk that became read-only would otherwise look like a damaged database.
    accessSync(options.dataFolder, constants.W_OK);
  } catch (error) {
    throw new AppError('FOLDER_NOT_WRITABLE', { folder: options.dataFolder }, { cause: error });
  }
  try {
    const sound = openSound(options, file);
    try {
      return openedDatabase(options, file, sound.connection, sound.notices);
    } catch (error) {
      sound.connection.close();
      throw error;
    }
  } catch (error) {
    throw translated(error, file);
  }
}

function backupFolderOf(dataFolder: string): string {
  return path.join(dataFolder, 'backups');
}

function connect(file: string): Database.Database {
  const connection = new Database(file, { timeout: busyTimeoutMs });
  try {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    if (!passesCheck(connection)) throw new AppError('DATABASE_UNREADABLE', { file });
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens the file, or what can be put in its place. */
function openSound(
  { dataFolder, nowMs, log }: OpenDatabaseOptions,
  file: string,
): { connection: Database.Database; notices: Notice[] } {
  const backupFolder = backupFolderOf(dataFolder);
  // A file that lost all its content opens like a new one; only its backups tell them apart.
  const isEmptied = existsSync(file) && statSync(file).size === 0 && listBackups(backupFolder).length > 0;
  try {
    if (!isEmptied) return { connection: connect(file), notices: [] };
  } catch (error) {
    const isUnsound = error instanceof AppError && error.code === 'DATABASE_UNREADABLE';
    if (!isUnsound && !isDamage(error)) throw error;
    log.error(crypto.randomUUID().slice(0, 8), error, { file });
  }
  const movedTo = moveAside(file, nowMs());
  const backup = restoreNewestBackup(backupFolder, file);
  log.info('database.restored', { backup: backup?.name ?? null, damaged: movedTo });
  const notice: Notice = backup
    ? { code: 'DATABASE_RESTORED', details: { backup: backup.name } }
    : { code: 'DATABASE_LOST', details: { file: path.basename(movedTo) } };
  return { connection: connect(file), notices: [notice] };
}

function moveAside(file: string, nowMs: number): string {
  const target = file.replace(/\.db$/, `.damaged-${stamp(nowMs)}.db`);
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  }
  return target;
}

function openedDatabase(
  options: OpenDatabaseOptions,
  file: string,
  checked: Database.Database,
  notices: readonly Notice[],
): OpenDatabase {
  const { migrationsFolder, dataFolder, nowMs, log } = options;
  const backupFolder = backupFolderOf(dataFolder);
  const schema = schemaState(checked, migrationsFolder);
  if (schema.state === 'newer') {
    checked.close();
    const connection = new Database(file, { readonly: true, timeout: busyTimeoutMs });
    const all: Notice[] = [...notices, { code: 'DATABASE_NEWER', details: {} }];
    return { connection, file, isReadOnly: true, notices: all, close: () => connection.close() };
  }
  const backUp = (name: string): void => {
    try {
      writeBackup(checked, backupFolder, name);
    } catch (error) {
      // A missing backup is no reason not to work.
      log.error(crypto.randomUUID().slice(0, 8), error, { backup: name });
    }
  };
  if (schema.state === 'older') backUp(`${dayName(nowMs())}-before-${schema.nextTag}`);
  // A migration that rebuilds a table must not trip over the rows that point at it.
  checked.pragma('foreign_keys = OFF');
  if (schema.state !== 'current') applyMigrations(checked, migrationsFolder);
  checked.pragma('foreign_keys = ON');
  if (rehome(checked, dataFolder)) log.info('database.rehomed', { dataFolder });
  const newest = listBackups(backupFolder)[0];
  if (!newest || nowMs() - newest.modifiedMs > backupPauseMs) backUp(dayName(nowMs()));
  const changesAtStart = countChanges(checked);
  const close = (): void => {
    if (!checked.open) return;
    if (countChanges(checked) > changesAtStart) backUp(dayName(nowMs()));
    checked.close();
  };
  return { connection: checked, file, isReadOnly: false, notices, close };
}

function countChanges(connection: Database.Database): number {
  return Number(connection.prepare('SELECT total_changes()').pluck().get());
}

/** One backup a day: a later one of the same day takes its place. */
function dayName(nowMs: number): string {
  return `cantado-${new Date(nowMs).toISOString().slice(0, 10)}`;
}

function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[:.]/g, '-');
}
