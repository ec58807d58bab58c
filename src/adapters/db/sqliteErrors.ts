import { closeSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { DrizzleError } from 'drizzle-orm';
import { AppError } from '../../contract/errors.ts';
import { errorCodeOf } from '../audio/fileErrors.ts';
import { partPath } from '../cache/atomicFile.ts';

/** The SQLite error behind whatever was thrown, e.g. `SQLITE_FULL`; drizzle wraps it. */
function sqliteCode(error: unknown): string | undefined {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof DrizzleError || error instanceof Error ? sqliteCode(error.cause) : undefined;
}

/** Whether the file's content, not its surroundings, is at fault. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error) ?? '';
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB';
}

/** Says in the program's words what SQLite could not do; what is not SQLite's stays as it is. */
export function translated(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const cause = { cause: error };
  // A disk that was write-protected while the file was open fails in many ways; only the disk itself says why.
  const folder = path.dirname(file);
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM)/.test(code) && !isWritable(folder)) {
    return new AppError('FOLDER_NOT_WRITABLE', { folder }, cause);
  }
  // The shared-memory file is the first thing that does not fit any more.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return new AppError('DISK_FULL', { folder }, cause);
  }
  if (code.startsWith('SQLITE_READONLY')) return new AppError('DATABASE_READ_ONLY', { file }, cause);
  if (isDamage(error) || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new AppError('DATABASE_UNREADABLE', { file }, cause);
  }
  return error;
}

/** Tried, not asked: a disk that the system shut after a fault still says that it may be written. */
function isWritable(folder: string): boolean {
  const probe = partPath(path.join(folder, 'room'));
  try {
    closeSync(openSync(probe, 'wx'));
    rmSync(probe, { force: true });
    return true;
  } catch (error) {
    return errorCodeOf(error) === 'ENOSPC';
  }
}

type Functions = Readonly<Record<string, (...values: never[]) => unknown>>;

/** The same functions, throwing AppError where SQLite gave up. */
export function withTranslatedErrors<T extends Functions>(functions: T, file: string): T {
  const wrap = (work: (...values: never[]) => unknown) => {
    return (...values: never[]): unknown => {
      try {
        return work(...values);
      } catch (error) {
        throw translated(error, file);
      }
    };
  };
  return Object.fromEntries(Object.entries(functions).map(([name, work]) => [name, wrap(work)])) as T;
}
