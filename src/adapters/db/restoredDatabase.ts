import Database from 'better-sqlite3';
import { passesCheck } from './backups.ts';
import { keepLedger } from './keptLedger.ts';
import { applyMigrations, schemaState } from './migrations.ts';
import { hasOurSchema, holdsPlainTables } from './ownSchema.ts';
import { holdRestoredQueue } from './queueMemoryRepository.ts';
import { forgetPlaces, type HereRules } from './strangersPlaces.ts';

export type RestoredState = 'sound' | 'newer' | 'damaged';

export type RestoredOptions = {
  readonly migrationsFolder: string;
  readonly here: HereRules;
  /** The library that is in use. */
  readonly current: Database.Database;
  /** Where jobs export to that this computer chose no folder for. */
  readonly exportsFolder: string;
  /** A job exports there now. */
  readonly onExports: () => void;
};

/**
 * Makes the database of a backup fit to be opened: checked, with nothing in it that acts by itself or names a place to write
 * to, and migrated.
 * @throws SqliteError of a disk that is full
 */
export function prepareRestored(
  file: string,
  { migrationsFolder, here, current, exportsFolder, onExports }: RestoredOptions,
): RestoredState {
  let copy: Database.Database | undefined;
  try {
    copy = new Database(file, { fileMustExist: true });
    copy.pragma('trusted_schema = OFF');
    copy.pragma('cell_size_check = ON');
    if (!holdsPlainTables(copy)) return 'damaged';
    // Nothing is decided yet: what a power cut spoils here is unpacked again.
    copy.pragma('journal_mode = MEMORY');
    if (!passesCheck(copy)) return 'damaged';
    const { state } = schemaState(copy, migrationsFolder);
    if (state === 'newer') return 'newer';
    if (state === 'new') return 'damaged';
    copy.pragma('foreign_keys = OFF');
    if (state === 'older') applyMigrations(copy, migrationsFolder);
    if (!passesCheck(copy) || !hasOurSchema(copy, migrationsFolder)) return 'damaged';
    keepLedger(copy, current);
    holdRestoredQueue(copy);
    if (forgetPlaces(copy, here, exportsFolder) && here.exportFolder === null) onExports();
    return 'sound';
  } catch (error) {
    const isRoom = error instanceof Database.SqliteError && /^SQLITE_(FULL|IOERR|READONLY)/.test(error.code);
    if (isRoom) throw error;
    return 'damaged';
  } finally {
    copy?.close();
  }
}
