import { cacheEntries, emptyTrash as emptyCacheTrash, entriesBeyond } from '../../adapters/storage/cacheEntries.ts';
import {
  copyLibrary as copyTheLibrary,
  removeLibrary as removeTheLibrary,
} from '../../adapters/storage/copyLibrary.ts';
import { sizesByKind } from '../../adapters/storage/folderSizes.ts';
import { SizeIndex } from '../../adapters/storage/sizeIndex.ts';
import { writeBackup as writeTheBackup } from '../../adapters/storage/writeBackup.ts';
import type { BackupFacts } from '../../contract/storage.ts';
import {
  checkBackup as checkTheBackup,
  unpackBackup as unpackTheBackup,
  type BackupContent,
} from '../storage/unpackBackup.ts';
import { openBackup } from '../storage/readBackup.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { throwIfCancelled } from './stageTimer.ts';

/** Work on the data folder as a whole: all of it synchronous reading and writing, which no other thread should wait for. */

export const measureLibrary: DspTask<'measureLibrary'> = ({ folder }, context) => {
  const index = new SizeIndex(context.config.cacheFolder);
  const checkpoint = checkpointOf(context);
  const sizes = sizesByKind(folder, checkpoint, (parent, name) => index.sizeOf(parent, name, checkpoint));
  index.save();
  return Promise.resolve(sizes);
};

export const measureFolders: DspTask<'measureFolders'> = ({ parent, names }, context) => {
  const index = new SizeIndex(context.config.cacheFolder);
  return Promise.resolve(names.map((name) => index.sizeOf(parent, name, checkpointOf(context)).bytes));
};

export const measureCache: DspTask<'measureCache'> = ({ of }, context) => {
  const wanted = new Set(of);
  const entries = cacheEntries(context.config.cacheFolder, checkpointOf(context));
  return Promise.resolve(entries.reduce((sum, { bytes, sha256 }) => sum + (wanted.has(sha256) ? bytes : 0), 0));
};

export const planCacheTrim: DspTask<'planCacheTrim'> = ({ limitBytes, kept }, context) => {
  const { cacheFolder } = context.config;
  emptyCacheTrash(cacheFolder);
  return Promise.resolve(entriesBeyond(cacheEntries(cacheFolder, checkpointOf(context)), limitBytes, new Set(kept)));
};

export const emptyTrash: DspTask<'emptyTrash'> = (_input, { config }) => {
  emptyCacheTrash(config.cacheFolder);
  return Promise.resolve({});
};

export const copyLibrary: DspTask<'copyLibrary'> = ({ totalBytes, ...request }, context) => {
  copyTheLibrary(request, { checkpoint: checkpointOf(context), onBytes: counter(totalBytes, context) });
  return Promise.resolve({});
};

export const removeLibrary: DspTask<'removeLibrary'> = ({ folder }, context) => {
  removeTheLibrary(folder, checkpointOf(context));
  return Promise.resolve({});
};

export const writeBackup: DspTask<'writeBackup'> = ({ totalBytes, ...order }, context) =>
  writeTheBackup(order, { checkpoint: checkpointOf(context), onBytes: counter(totalBytes, context) });

export const readBackup: DspTask<'readBackup'> = ({ path }) => {
  const backup = openBackup(path);
  backup.close();
  return Promise.resolve(factsOf(backup));
};

export const checkBackup: DspTask<'checkBackup'> = ({ path }, context) =>
  Promise.resolve(factsOf(checkTheBackup(path, progressOf(context))));

export const unpackBackup: DspTask<'unpackBackup'> = ({ path, folder }, context) =>
  Promise.resolve(factsOf(unpackTheBackup(path, folder, progressOf(context))));

function factsOf({ manifest, bytes }: BackupContent): BackupFacts {
  const { format: _format, version: _version, listSha256: _list, ...facts } = manifest;
  return { ...facts, bytes };
}

function checkpointOf(context: TaskContext): () => void {
  return () => {
    throwIfCancelled(context);
  };
}

function progressOf(context: TaskContext) {
  return { checkpoint: checkpointOf(context), onProgress: context.onProgress };
}

/** How much was expected is only known about: files come and go. */
function counter(totalBytes: number, { onProgress }: TaskContext): (bytes: number) => void {
  let doneBytes = 0;
  return (bytes) => {
    doneBytes += bytes;
    onProgress(Math.min(0.999, doneBytes / Math.max(1, totalBytes)));
  };
}
