import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../contract/errors.ts';

/**
 * The bytes of a stranger's file that is read whole.
 * @param name for people
 * @throws AppError FILE_TOO_LARGE, FILE_NOT_FOUND, FILE_NOT_READABLE
 */
export async function readBoundedFile(path: string, name: string, maximumBytes: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size <= maximumBytes) return await readFile(path);
  } catch (cause) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '');
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE', { file: name }, { cause });
  }
  throw new AppError('FILE_TOO_LARGE', { file: name, limit: `${String(maximumBytes / 1024 ** 2)} MB` });
}
