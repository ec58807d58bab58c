import path from 'node:path';
import Database from 'better-sqlite3';
import { DrizzleError } from 'drizzle-orm';
import { AppError } from '../../contract/errors.ts';

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
  // The shared-memory file is the first thing that does not fit any more.
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') {
    return new AppError('DISK_FULL', { folder: path.dirname(file) }, cause);
  }
  if (code.startsWith('SQLITE_READONLY')) return new AppError('DATABASE_READ_ONLY', { file }, cause);
  if (isDamage(error) || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return new AppError('DATABASE_UNREADABLE', { file }, cause);
  }
  return error;
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
