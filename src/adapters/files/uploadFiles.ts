import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { UploadFilesPort } from '../../core/requests/ports.ts';

/** Where uploads lie: recordings under their SHA-256 and for good, other files until they were read. */
export type UploadFolders = { readonly recordings: string; readonly uploads: string };

export function createUploadFiles(folders: UploadFolders): UploadFilesPort {
  const isIn = (given: string, folder: string): boolean => path.dirname(path.resolve(given)) === path.resolve(folder);
  const sha256Of = (given: string): string | undefined => {
    const name = path.basename(given);
    return isIn(given, folders.recordings) && /^[0-9a-f]{64}$/.test(name) ? name : undefined;
  };
  return {
    sha256Of,
    remove: async (given) => {
      if (isIn(given, folders.uploads) || sha256Of(given) !== undefined) await rm(given, { force: true });
    },
  };
}
