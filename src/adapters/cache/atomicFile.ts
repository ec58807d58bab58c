import { open, readFile, rename } from 'node:fs/promises';

/**
 * Writes a file so that it is either there whole or not at all, also across a power cut: written beside, flushed, renamed.
 * The temporary name is fixed per process, so a killed attempt leaves at most one stale file, which the next one replaces.
 */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryPath(path);
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(data);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

/** Where a file is put together before it gets its name. */
export function temporaryPath(path: string): string {
  return `${path}.${String(process.pid)}.part`;
}

/** The text of a file, or undefined where there is none. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The bytes of a typed array, without a copy. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
