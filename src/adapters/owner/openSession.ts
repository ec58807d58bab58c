import { setTimeout as sleep } from 'node:timers/promises';
import { mkdir } from 'node:fs/promises';
import { AppError } from '../../contract/errors.ts';
import { connectToOwner } from './ownerClient.ts';
import { takeOwnerLock, type OwnerLock } from './ownerLock.ts';
import type { Session } from './session.ts';

/** An owner may be starting or stopping for this long, ms. */
const usualPatienceMs = 15_000;
const pauseMs = 50;

/**
 * Owns the data folder where nobody does, else forwards to its owner.
 * @param own opens the session of the owner; it lets go of the lock when it closes or fails
 * @throws AppError DATA_FOLDER_IN_USE where the owner does not answer, FOLDER_NOT_WRITABLE, and what `own` throws
 */
export async function openSession(
  dataFolder: string,
  own: (lock: OwnerLock) => Promise<Session>,
  patienceMs = usualPatienceMs,
): Promise<Session> {
  await mkdir(dataFolder, { recursive: true }).catch((error: unknown) => {
    throw new AppError('FOLDER_NOT_WRITABLE', { folder: dataFolder }, { cause: error });
  });
  const deadlineMs = Date.now() + patienceMs;
  for (;;) {
    const lock = takeOwnerLock(dataFolder);
    if (lock) return own(lock);
    const session = await connectToOwner(dataFolder);
    if (session) return session;
    if (Date.now() > deadlineMs) throw new AppError('DATA_FOLDER_IN_USE', { folder: dataFolder });
    await sleep(pauseMs);
  }
}
