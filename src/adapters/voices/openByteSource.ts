import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';

/** Node reads at most this much at once, bytes. */
const LARGEST_READ_BYTES = 2 ** 30;

export type OpenByteSource = ByteSource & { close(): void };

/**
 * Opens a file for its readers. Close it when they are done; weights read from it are read while it is open.
 * @throws AppError FILE_NOT_FOUND, FILE_IS_FOLDER, FILE_NOT_READABLE
 */
export function openByteSource(path: string): OpenByteSource {
  const name = basename(path);
  // Before opening: a pipe would wait for somebody to write.
  const stat = touching(name, () => statSync(path));
  if (stat.isDirectory()) throw new AppError('FILE_IS_FOLDER', { file: name });
  if (!stat.isFile()) throw new AppError('FILE_NOT_READABLE', { file: name });
  return openSource(
    touching(name, () => openSync(path, 'r')),
    name,
    stat.size,
  );
}

function openSource(file: number, name: string, sizeBytes: number): OpenByteSource {
  return {
    name,
    sizeBytes,
    read(start, count) {
      if (!(start >= 0 && count >= 0 && start + count <= sizeBytes)) throw new RangeError(`${name} ends before`);
      return readFully(file, name, start, count);
    },
    close() {
      closeSync(file);
    },
  };
}

function readFully(file: number, name: string, start: number, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  for (let done = 0; done < count;) {
    const wanted = Math.min(count - done, LARGEST_READ_BYTES);
    const read = touching(name, () => readSync(file, bytes, done, wanted, start + done));
    if (read === 0) throw new RangeError(`${name} became shorter while it was read`);
    done += read;
  }
  return bytes;
}

function touching<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE', { file: name }, { cause });
  }
}
