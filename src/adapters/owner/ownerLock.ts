import path from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../contract/errors.ts';

export type OwnerLock = { release(): void };

/**
 * Takes the data folder for this process, or gives undefined where another process has it. The lock is an
 * open exclusive transaction on an SQLite file: the operating system lets go of it when the process ends,
 * however it ends, so there is nothing to clean up and no process id to guess about.
 * @throws AppError FOLDER_NOT_WRITABLE
 */
export function takeOwnerLock(dataFolder: string): OwnerLock | undefined {
  let connection: Database.Database | undefined;
  try {
    connection = new Database(path.join(dataFolder, 'owner.lock'), { timeout: 0 });
    connection.exec('BEGIN EXCLUSIVE');
    const held = connection;
    return {
      release: () => {
        held.close();
      },
    };
  } catch (error) {
    connection?.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return undefined;
    throw new AppError('FOLDER_NOT_WRITABLE', { folder: dataFolder }, { cause: error });
  }
}
