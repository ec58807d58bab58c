import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../contract/errors.ts';
import type { BaseModelEntry, BaseModelsPort, PublishedFile } from '../../core/baseModels/ports.ts';
import { asWriteError, errorCodeOf } from '../audio/fileErrors.ts';
import { localFiles } from '../files/localFiles.ts';
import { download } from '../network/download.ts';
import { partSizeBytes, removePart } from '../network/partFile.ts';
import type { HashFile, NetworkRequest } from '../network/types.ts';
import { readPreparedModel } from '../onnx/baseModelFolder.ts';
import { readDownloadableModels } from '../onnx/modelManifest.ts';

export type BaseModelFilesParts = {
  readonly modelsFolder: string;
  /** `<id>/` of every model, and `.part-<sha256>` of what is being fetched. */
  readonly baseModelsFolder: string;
  readonly request: NetworkRequest;
  readonly hashFile: HashFile;
  /** Longest silence of a server, ms. */
  readonly stallMs?: number;
};

const importPrefix = '.import-';
const pieceBytes = 2 ** 20;

/** Base models in the data folder: `<id>/source-<sha256>` is the file as published, beside the networks made from it. */
export function createBaseModelFiles(parts: BaseModelFilesParts): BaseModelsPort {
  const { modelsFolder, baseModelsFolder, hashFile } = parts;
  const folderOf = ({ id }: BaseModelEntry): string => path.join(baseModelsFolder, id);
  const sourcePath = (entry: BaseModelEntry, { sha256 }: PublishedFile): string =>
    path.join(folderOf(entry), `source-${sha256}`);
  const partPath = ({ sha256 }: PublishedFile): string => path.join(baseModelsFolder, `.part-${sha256}`);

  const entries = async (): Promise<readonly BaseModelEntry[]> =>
    (await readDownloadableModels(modelsFolder)).map(({ delivery, ...model }) => ({ ...model, files: delivery.files }));

  const removeParts = async ({ files }: BaseModelEntry): Promise<void> => {
    await Promise.all(files.map((file) => removePart(partPath(file))));
  };
  /** With the whole file here, what came of others, or of itself before, is of no use. */
  const keepSource = (entry: BaseModelEntry, file: PublishedFile, from: string): Promise<void> =>
    inFolder(baseModelsFolder, async () => {
      await mkdir(folderOf(entry), { recursive: true });
      await rename(from, sourcePath(entry, file));
      await removeParts(entry);
    });

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
      for (const file of await wholeFirst(entry.files, async (each) => partSizeBytes(partPath(each)))) {
        try {
          await checkRoom(baseModelsFolder, file.sizeBytes - (await partSizeBytes(partPath(file))));
          await download(
            {
              ...{ ...file, title: entry.title, addresses: file.urls, partPath: partPath(file) },
              ...{ reason: 'base-model', subject: entry.id },
            },
            { ...parts, signal, onProgress: (doneBytes) => void onProgress(doneBytes, file.sizeBytes) },
          );
          await keepSource(entry, file, partPath(file));
          return;
        } catch (error) {
          if (!isOfAddresses(error)) throw error;
          first ??= error;
        }
      }
      throw first;
    },
    async take(givenPath, signal) {
      const { kind, sizeBytes } = await localFiles.stat(givenPath);
      const published = (await entries()).flatMap((entry) => entry.files.map((file) => ({ entry, file })));
      // Most wrong files are told apart by their size alone, unread.
      const candidates = published.filter(({ file }) => kind === 'file' && file.sizeBytes === sizeBytes);
      if (candidates.length === 0) return undefined;
      const copy = path.join(baseModelsFolder, `${importPrefix}${crypto.randomUUID()}`);
      const discard = (): Promise<void> => rm(copy, { force: true });
      try {
        const sha256 = await inFolder(baseModelsFolder, async () => {
          await mkdir(baseModelsFolder, { recursive: true });
          await copyFile(givenPath, copy, signal);
          return hashFile(copy, signal);
        });
        const found = candidates.find(({ file }) => file.sha256 === sha256);
        if (found) {
          const { entry, file } = found;
          return { entry, keep: () => keepSource(entry, file, copy), discard };
        }
      } catch (error) {
        await discard();
        if (signal.aborted) throw new AppError('CANCELLED', {}, { cause: error });
        throw error;
      }
      await discard();
      return undefined;
    },
    async setAside(entry) {
      await inFolder(baseModelsFolder, async () => {
        for (const file of entry.files) await renameIfThere(sourcePath(entry, file), partPath(file));
      });
    },
    async dropSource(entry) {
      await inFolder(baseModelsFolder, async () => {
        for (const file of entry.files) await rm(sourcePath(entry, file), { force: true });
      });
    },
    async remove(entry) {
      await inFolder(baseModelsFolder, async () => {
        await rm(folderOf(entry), { recursive: true, force: true });
        await removeParts(entry);
      });
    },
    async tidy() {
      const names = await readdir(baseModelsFolder).catch(() => []);
      const left = names.filter((name) => name.startsWith(importPrefix));
      await Promise.all(left.map((name) => rm(path.join(baseModelsFolder, name), { force: true })));
    },
  };
}

/** A file of which every byte is here already needs nobody to be asked. */
async function wholeFirst(
  files: readonly PublishedFile[],
  keptBytesOf: (file: PublishedFile) => Promise<number>,
): Promise<readonly PublishedFile[]> {
  const kept = await Promise.all(files.map(keptBytesOf));
  const isWhole = (file: PublishedFile): boolean => kept[files.indexOf(file)] === file.sizeBytes;
  return [...files.filter(isWhole), ...files.filter((file) => !isWhole(file))];
}

/** In pieces, so that it can be stopped. */
async function copyFile(from: string, to: string, signal: AbortSignal): Promise<void> {
  const highWaterMark = pieceBytes;
  await pipeline(createReadStream(from, { highWaterMark }), createWriteStream(to, { flags: 'wx', highWaterMark }), {
    signal,
  });
}

async function renameIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
  });
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
