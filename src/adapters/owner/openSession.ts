import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../contract/errors.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { libraryFolder } from '../storage/movedLibrary.ts';
import { connectToOwner } from './ownerClient.ts';
import { takeOwnerLock, type OwnerLock } from './ownerLock.ts';
import type { Session } from './session.ts';

/** An owner may be starting or stopping for this long, ms. */
const usualPatienceMs = 15_000;
const pauseMs = 50;

/**
 * Owns the data folder where nobody does, else forwards to its owner.
 * A library that was moved is looked for where it is by now.
 * @param own opens the session of the owner; it lets go of the lock when it closes or fails
 * @throws AppError DATA_FOLDER_IN_USE where the owner does not answer, FOLDER_NOT_WRITABLE, LIBRARY_AWAY, and what `own` throws
 */
export async function openSession(
  dataFolder: string,
  own: (lock: OwnerLock, folder: string) => Promise<Session>,
  patienceMs = usualPatienceMs,
): Promise<Session> {
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const folder = await libraryFolder(dataFolder);
    await makeFolder(folder).catch((error: unknown) => {
      throw new AppError('FOLDER_NOT_WRITABLE', { folder }, { cause: error });
    });
    const lock = takeOwnerLock(folder);
    if (lock) {
      // It may have been moved between the look and the lock.
      if ((await whereWithLock(folder, lock)) === folder) return own(lock, folder);
      lock.release();
      continue;
    }
    const session = await connectToOwner(folder);
    if (session) return session;
    if (Date.now() > deadlineMs) throw new AppError('DATA_FOLDER_IN_USE', { folder });
    await sleep(pauseMs);
  }
}

async function whereWithLock(folder: string, lock: OwnerLock): Promise<string> {
  return libraryFolder(folder).catch((error: unknown) => {
    lock.release();
    throw error;
  });
}
