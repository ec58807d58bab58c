import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isOfTheLibrary, isOurs } from './layout.ts';

/**
 * Deletes what was copied into a folder that held nothing before; what belongs to the place stays, and so does what somebody put
 * there meanwhile.
 */
export async function removeCopy(folder: string, from: string): Promise<void> {
  const copied = new Set(await readdir(from).catch(() => []));
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (isOfTheLibrary(name) && (isOurs(name) || copied.has(name)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
