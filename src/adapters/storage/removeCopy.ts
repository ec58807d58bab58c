import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isOfTheLibrary } from './layout.ts';

/** Deletes what was copied into a folder that held nothing before; what belongs to the place stays. */
export async function removeCopy(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isOfTheLibrary)) {
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
