import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a folder and what is missing above it; one that is there already is fine. Node's own `recursive` goes round in circles for
 * ever where nothing can be made in a folder and the system calls that ENOENT (`/proc`, the folders of an automounter).
 * @throws the system's error
 */
export async function makeFolder(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  if (parent !== folder && (await whatIsAt(parent)) === 'nothing') await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    if ((await whatIsAt(folder)) !== 'folder') throw error;
  }
}

async function whatIsAt(given: string): Promise<'folder' | 'file' | 'nothing'> {
  return stat(given).then(
    (found) => (found.isDirectory() ? 'folder' : 'file'),
    () => 'nothing',
  );
}
