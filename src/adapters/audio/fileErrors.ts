import path from 'node:path';
import { AppError } from '../../contract/errors.ts';

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const noPermission = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR']);

export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What a failed write into a folder means to a person: DISK_FULL, FOLDER_NOT_WRITABLE, or the error itself. */
export function asWriteError(error: unknown, file: string): unknown {
  const code = errorCodeOf(error);
  const folder = path.dirname(file);
  if (code !== undefined && noRoom.has(code)) return new AppError('DISK_FULL', { folder }, { cause: error });
  if (code !== undefined && noPermission.has(code))
    return new AppError('FOLDER_NOT_WRITABLE', { folder }, { cause: error });
  return error;
}

/** Runs a write and translates what it throws. */
export function writing<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw asWriteError(error, file);
  }
}
