import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { UploadFilesPort } from '../../core/requests/ports.ts';

/** Where uploads lie: recordings under their SHA-256 and for good, other files until they were read. */
export type UploadFolders = { readonly recordings: string; readonly uploads: string };

/** An empty file beside a recording that was sent while the program runs: what is left over by the next start is known by it. */
const unsettledPrefix = '.new-';
const sha256Pattern = /^[0-9a-f]{64}$/;

const markOf = (file: string): string => path.join(path.dirname(file), unsettledPrefix + path.basename(file));

/** Notes, before a recording is there, that it is new. */
export async function markUnsettled(file: string): Promise<void> {
  await writeFile(markOf(file), '');
}

/** It is known what became of the recording. */
export async function markSettled(file: string): Promise<void> {
  await rm(markOf(file), { force: true });
}

export function createUploadFiles(folders: UploadFolders): UploadFilesPort {
  const isIn = (given: string, folder: string): boolean => path.dirname(path.resolve(given)) === path.resolve(folder);
  const sha256Of = (given: string): string | undefined => {
    const name = path.basename(given);
    return isIn(given, folders.recordings) && sha256Pattern.test(name) ? name : undefined;
  };
  return {
    sha256Of,
    settle: markSettled,
    remove: async (given) => {
      const isRecording = sha256Of(given) !== undefined;
      if (isRecording || isIn(given, folders.uploads)) await rm(given, { force: true });
      if (isRecording) await markSettled(given);
    },
    unsettled: async () => {
      const names = await readdir(folders.recordings).catch(() => []);
      return names
        .filter((name) => name.startsWith(unsettledPrefix))
        .map((name) => path.join(folders.recordings, name.slice(unsettledPrefix.length)))
        .filter((file) => sha256Of(file) !== undefined);
    },
  };
}
