import { mkdir, rm, rmdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { Arrival, LibraryPort } from '../../core/storage/ports.ts';
import { asWriteError } from '../audio/fileErrors.ts';
import { partPath, removeStaleParts } from '../cache/atomicFile.ts';
import { isSoundCopy, snapshotDatabase } from '../db/librarySnapshot.ts';
import { newestKnownMs } from '../db/migrations.ts';
import type { OpenDatabase } from '../db/openDatabase.ts';
import { prepareRestored } from '../db/restoredDatabase.ts';
import { translated } from '../db/sqliteErrors.ts';
import { hereRulesOf } from '../db/strangersPlaces.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { takeOwnerLock, type OwnerLock } from '../owner/ownerLock.ts';
import { arrivingLibrary, databaseName } from './layout.ts';
import {
  beginArrival,
  checkArrival,
  commitMove,
  endArrival,
  forgetLeftFolder,
  leftFolder,
  settleArrival,
} from './movedLibrary.ts';
import { removeCopy } from './removeCopy.ts';
import {
  completeArriving,
  decideRestore,
  discardArriving,
  finishRestore,
  lastRestore,
  replacedLibraries,
} from './restoredLibrary.ts';
import { checkRoomForFiles } from './roomForFiles.ts';

export type LibraryParts = {
  readonly dataFolder: string;
  readonly migrationsFolder: string;
  readonly database: Pick<OpenDatabase, 'connection'>;
  readonly nowMs: () => number;
  readonly restart: LibraryPort['restart'];
};

/**
 * Brings to its end what an earlier program began with a data folder; with its lock in hand, before anything in it is opened.
 * @throws AppError LIBRARY_AWAY, DISK_FULL, FOLDER_NOT_WRITABLE
 */
export async function settleLibrary(dataFolder: string): Promise<void> {
  try {
    await settleArrival(dataFolder);
    await finishRestore(dataFolder);
    await discardArriving(dataFolder);
    await removeStaleParts(dataFolder);
  } catch (error) {
    throw asWriteError(error, path.join(dataFolder, databaseName));
  }
}

/** The data folder as a whole, while this program owns it. */
export function createLibrary({ dataFolder, migrationsFolder, database, nowMs, restart }: LibraryParts): LibraryPort {
  const arrivingFolder = path.join(dataFolder, arrivingLibrary);
  return {
    freeBytes,
    checkWritable: () =>
      checkRoomForFiles(dataFolder).catch((error: unknown) => {
        throw asWriteError(error, path.join(dataFolder, databaseName));
      }),
    arriveAt: (folder) => arriveAt(path.resolve(folder), dataFolder),
    async snapshot(backupPath, withTakes) {
      const file = `${partPath(backupPath)}.db`;
      const discard = (): Promise<void> => rm(file, { force: true });
      const options = { file, dataFolder, migrationsFolder, withTakes, nowIso: new Date(nowMs()).toISOString() };
      try {
        return { file, discard, ...(await snapshotDatabase(database.connection, options)) };
      } catch (error) {
        // SQLite tells only that it could not make its journal; the system tells why.
        const why: unknown = await checkRoomForFiles(path.dirname(file)).then(
          () => translated(error, file),
          (cause: unknown) => cause,
        );
        await discard();
        throw asWriteError(why, file);
      }
    },
    newestSchemaMs: newestKnownMs(migrationsFolder),
    arrivingFolder,
    async prepareArrived(file, appVersion) {
      const arrived = path.join(arrivingFolder, databaseName);
      try {
        await completeArriving(dataFolder);
        const exportsFolder = path.join(dataFolder, 'exports');
        let isExportingThere = false;
        const state = prepareRestored(arrived, {
          migrationsFolder,
          here: hereRulesOf(database.connection),
          current: database.connection,
          exportsFolder,
          onExports: () => {
            isExportingThere = true;
          },
        });
        if (state === 'newer') throw new AppError('BACKUP_NEWER', { file, version: appVersion });
        if (state === 'damaged') throw new AppError('BACKUP_DAMAGED', { file, reason: databaseName });
        if (isExportingThere) await mkdir(exportsFolder, { recursive: true });
      } catch (error) {
        throw asWriteError(translated(error, arrived), arrived);
      }
    },
    discardArrived: () => discardArriving(dataFolder),
    async decideRestore(decision) {
      const decided = { ...decision, nowMs: nowMs() };
      await decideRestore(dataFolder, decided).catch((error: unknown) => {
        throw asWriteError(error, arrivingFolder);
      });
    },
    lastRestore: () => lastRestore(dataFolder),
    replaced: () => replacedLibraries(dataFolder),
    removeReplaced: (name) => rm(path.join(dataFolder, path.basename(name)), { recursive: true, force: true }),
    leftFolder: () => leftFolder(dataFolder),
    forgetLeftFolder: () => forgetLeftFolder(dataFolder),
    restart,
  };
}

/** @throws AppError FOLDER_NOT_USABLE, FOLDER_NOT_EMPTY, FOLDER_NOT_WRITABLE, DISK_FULL, DATA_FOLDER_IN_USE */
async function arriveAt(folder: string, from: string): Promise<Arrival> {
  await checkArrival(folder, from);
  const isNew = !(await isThere(folder));
  await makeFolder(folder).catch((error: unknown) => {
    throw new AppError('FOLDER_NOT_WRITABLE', { folder }, { cause: error });
  });
  const hadLock = await isThere(path.join(folder, 'owner.lock'));
  const leave = async (): Promise<void> => {
    if (!hadLock) await rm(path.join(folder, 'owner.lock'), { force: true });
    if (isNew) await rmdir(folder).catch(() => undefined);
  };
  const lock = await lockOf(folder, leave);
  let isOver = false;
  const giveUp = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    await removeCopy(folder, from);
    await endArrival(folder);
    lock.release();
    await leave();
  };
  try {
    await beginArrival(folder, from);
  } catch (error) {
    lock.release();
    await leave();
    throw asWriteError(error, path.join(folder, databaseName));
  }
  return {
    giveUp,
    async commit() {
      const copy = path.join(folder, databaseName);
      await checkRoomForFiles(folder).catch((error: unknown) => {
        throw asWriteError(error, copy);
      });
      if (!isSoundCopy(copy)) throw new AppError('DATABASE_UNREADABLE', { file: copy });
      await commitMove(from, folder).catch((error: unknown) => {
        throw asWriteError(error, path.join(from, databaseName));
      });
      isOver = true;
      lock.release();
    },
  };
}

/** @throws AppError DATA_FOLDER_IN_USE, FOLDER_NOT_WRITABLE */
async function lockOf(folder: string, leave: () => Promise<void>): Promise<OwnerLock> {
  try {
    const lock = takeOwnerLock(folder);
    if (lock) return lock;
  } catch (error) {
    await leave();
    throw error;
  }
  throw new AppError('DATA_FOLDER_IN_USE', { folder });
}

async function freeBytes(folder: string): Promise<number | null> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    const found = await statfs(place).catch(() => undefined);
    if (found) return found.bavail * found.bsize;
    if (path.dirname(place) === place) return null;
  }
}

function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
