import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
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
  refuseOthers(
    name,
    touching(name, () => statSync(path)),
  );
  // What lies there may have been changed for a pipe meanwhile, which would wait for somebody to write.
  const file = touching(name, () => openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  try {
    const stat = fstatSync(file);
    refuseOthers(name, stat);
    return openSource(file, name, stat.size);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function refuseOthers(name: string, stat: Stats): void {
  if (stat.isDirectory()) throw new AppError('FILE_IS_FOLDER', { file: name });
  if (!stat.isFile()) throw new AppError('FILE_NOT_READABLE', { file: name });
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
    // It became shorter while it was read.
    if (read === 0) throw new AppError('VOICE_FILE_DAMAGED', { file: name, reason: 'cut-off', item: '' });
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
