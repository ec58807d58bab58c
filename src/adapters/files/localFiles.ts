import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { FilesPort, FileStat } from '../../core/ports.ts';
import { asWriteError, errorCodeOf } from '../audio/fileErrors.ts';
import { legalFileName } from './fileName.ts';
import { makeFolder } from './makeFolder.ts';

/** The file system of this computer. */
export const localFiles: FilesPort = {
  resolve: (given) => path.resolve(given),
  nameOf: (given) => path.basename(given),
  folderOf: (given) => path.dirname(given),
  isInside: (given, folder) => {
    const relative = path.relative(folder, given);
    return (
      relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative))
    );
  },
  stat: statOf,
  exists: isTaken,
  checkWritableFolder,
  ensureWritableFolder: async (folder) => {
    try {
      await makeFolder(folder);
    } catch (error) {
      throw asWriteError(error, path.join(folder, 'file'));
    }
    await checkWritableFolder(folder);
  },
  freePath: async (folder, name) => {
    for (let count = 1; ; count++) {
      const candidate = path.join(folder, legalFileName(name, count));
      if (!(await isTaken(candidate))) return candidate;
    }
  },
  sha256Of: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
};

async function statOf(given: string): Promise<FileStat> {
  const file = path.basename(given);
  try {
    const found = await stat(given);
    await access(given, constants.R_OK);
    return {
      kind: found.isDirectory() ? 'folder' : 'file',
      sizeBytes: found.size,
      modifiedMs: found.mtimeMs,
    };
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(errorCodeOf(error) ?? '');
    throw new AppError(isMissing ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE', { file }, { cause: error });
  }
}

/** Also true for a link that leads nowhere: writing there would follow it. */
async function isTaken(given: string): Promise<boolean> {
  return lstat(given).then(
    () => true,
    () => false,
  );
}

async function checkWritableFolder(folder: string): Promise<void> {
  try {
    const found = await stat(folder);
    if (!found.isDirectory()) throw new AppError('FOLDER_NOT_WRITABLE', { folder });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('FOLDER_NOT_WRITABLE', { folder }, { cause: error });
  }
}
