import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { partPath } from '../cache/atomicFile.ts';

/** The database's journal and its index, a note, and one to spare. */
const fileCount = 4;

/**
 * Makes sure, before something is decided, that the files can be made without which the library could not be opened afterwards.
 * @throws the system's error, such as ENOSPC
 */
export async function checkRoomForFiles(folder: string): Promise<void> {
  const probes = Array.from({ length: fileCount }, () => partPath(path.join(folder, 'room')));
  try {
    for (const probe of probes) await writeFile(probe, 'room', { flag: 'wx' });
  } finally {
    for (const probe of probes) await rm(probe, { force: true });
  }
}
