import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import type { BaseModelEntry, BaseModelsPort, PublishedFile } from '../../core/baseModels/ports.ts';
import { asWriteError } from '../audio/fileErrors.ts';
import { localFiles } from '../files/localFiles.ts';
import { download } from '../network/download.ts';
import { partSizeBytes, removePart } from '../network/partFile.ts';
import type { NetworkRequest } from '../network/types.ts';
import { readPreparedModel } from '../onnx/baseModelFolder.ts';
import { readDownloadableModels } from '../onnx/modelManifest.ts';

export type BaseModelFilesParts = {
  readonly modelsFolder: string;
  /** `<id>/` of every model, and `.part-<sha256>` of what is being fetched. */
  readonly baseModelsFolder: string;
  readonly request: NetworkRequest;
  /** Hashes a file outside this thread. */
  readonly hashFile: (path: string) => Promise<string>;
  /** Longest silence of a server, ms. */
  readonly stallMs?: number;
};

const importPrefix = '.import-';

/** Base models in the data folder: `<id>/source-<sha256>` is the file as published, beside the networks made from it. */
export function createBaseModelFiles(parts: BaseModelFilesParts): BaseModelsPort {
  const { modelsFolder, baseModelsFolder, hashFile } = parts;
  const folderOf = ({ id }: BaseModelEntry): string => path.join(baseModelsFolder, id);
  const sourcePath = (entry: BaseModelEntry, { sha256 }: PublishedFile): string =>
    path.join(folderOf(entry), `source-${sha256}`);
  const partPath = ({ sha256 }: PublishedFile): string => path.join(baseModelsFolder, `.part-${sha256}`);

  const entries = async (): Promise<readonly BaseModelEntry[]> =>
    (await readDownloadableModels(modelsFolder)).map(({ delivery, ...model }) => ({ ...model, files: delivery.files }));

  const keepSource = async (entry: BaseModelEntry, file: PublishedFile, from: string): Promise<void> => {
    await mkdir(folderOf(entry), { recursive: true });
    await rename(from, sourcePath(entry, file));
  };

  return {
    entries,
    folderOf,
    async look(entry) {
      const sources = entry.files.map((file) => ({ path: sourcePath(entry, file), sizeBytes: file.sizeBytes }));
      const sizes = await Promise.all(sources.map((source) => partSizeBytes(source.path)));
      const kept = await Promise.all(entry.files.map((file) => partSizeBytes(partPath(file))));
      return {
        sourcePath: sources.find(({ sizeBytes }, i) => sizes[i] === sizeBytes)?.path ?? null,
        builderVersion: (await readPreparedModel(folderOf(entry)))?.builderVersion ?? null,
        keptBytes: Math.max(0, ...kept),
      };
    },
    async download(entry, { signal, onProgress }) {
      await inFolder(baseModelsFolder, () => mkdir(baseModelsFolder, { recursive: true }));
      let first: unknown;
      for (const file of entry.files) {
        try {
          await checkRoom(baseModelsFolder, file.sizeBytes - (await partSizeBytes(partPath(file))));
          await download(
            {
              ...{ ...file, title: entry.title, addresses: file.urls, partPath: partPath(file) },
              ...{ reason: 'base-model', subject: entry.id },
            },
            { ...parts, signal, onProgress: (doneBytes) => void onProgress(doneBytes, file.sizeBytes) },
          );
          await inFolder(baseModelsFolder, () => keepSource(entry, file, partPath(file)));
          await Promise.all(entry.files.map((each) => removePart(partPath(each))));
          return;
        } catch (error) {
          if (!isOfAddresses(error)) throw error;
          first ??= error;
        }
      }
      throw first;
    },
    async take(givenPath) {
      const { kind, sizeBytes } = await localFiles.stat(givenPath);
      const published = (await entries()).flatMap((entry) => entry.files.map((file) => ({ entry, file })));
      // Most wrong files are told apart by their size alone, unread.
      const candidates = published.filter(({ file }) => kind === 'file' && file.sizeBytes === sizeBytes);
      if (candidates.length === 0) return undefined;
      const copy = path.join(baseModelsFolder, `${importPrefix}${crypto.randomUUID()}`);
      try {
        return await inFolder(baseModelsFolder, async () => {
          await mkdir(baseModelsFolder, { recursive: true });
          await copyFile(givenPath, copy, constants.COPYFILE_FICLONE);
          const sha256 = await hashFile(copy);
          const found = candidates.find(({ file }) => file.sha256 === sha256);
          if (found) await keepSource(found.entry, found.file, copy);
          return found?.entry;
        });
      } finally {
        await rm(copy, { force: true });
      }
    },
    async remove(entry) {
      await inFolder(baseModelsFolder, async () => {
        await rm(folderOf(entry), { recursive: true, force: true });
        await Promise.all(entry.files.map((file) => removePart(partPath(file))));
      });
    },
    async tidy() {
      const names = await readdir(baseModelsFolder).catch(() => []);
      const left = names.filter((name) => name.startsWith(importPrefix));
      await Promise.all(left.map((name) => rm(path.join(baseModelsFolder, name), { force: true })));
    },
  };
}

/** Whether another file of the same model may succeed. */
function isOfAddresses(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'DOWNLOAD_FAILED' || error.code === 'DOWNLOAD_WRONG_BYTES');
}

/** @throws AppError DISK_FULL before the first byte is asked for, where they cannot all fit */
async function checkRoom(folder: string, wantedBytes: number): Promise<void> {
  const room = await statfs(folder).catch(() => undefined);
  if (room && room.bavail * room.bsize < wantedBytes) throw new AppError('DISK_FULL', { folder });
}

async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asWriteError(error, path.join(folder, '-'));
  }
}
