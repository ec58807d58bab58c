import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/**
 * Writes a file so that it is either there whole or not at all, also across a power cut: written beside, flushed, renamed.
 */
export async function writeAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const part = partPath(path);
  const file = await open(part, 'wx');
  try {
    await file.writeFile(data);
    await file.datasync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  await rename(part, path);
}

/** A fresh name beside the file, with its extension, to put it together under. */
export function partPath(path: string): string {
  const unique = `${String(process.pid)}-${crypto.randomUUID().slice(0, 8)}`;
  return `${path}.part-${unique}${extname(path)}`;
}

/** Removes what a killed process left half-written in a folder; parts of this process stay. */
export async function removeStaleParts(folder: string): Promise<void> {
  const own = `.part-${String(process.pid)}-`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const isPart = /\.part-\d+-[0-9a-f]{8}(\.|$)/.test(basename(name));
    if (isPart && !name.includes(own)) await rm(join(folder, name), { force: true });
  }
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

/** Little-endian float32 values of a file's bytes, copied so that they are aligned. */
export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(alignedBuffer(bytes, 4));
}

/** The same for float64. */
export function doublesOf(bytes: Uint8Array): Float64Array {
  return new Float64Array(alignedBuffer(bytes, 8));
}

function alignedBuffer(bytes: Uint8Array, bytesPerValue: number): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.byteLength - (bytes.byteLength % bytesPerValue));
  new Uint8Array(buffer).set(bytes.subarray(0, buffer.byteLength));
  return buffer;
}
