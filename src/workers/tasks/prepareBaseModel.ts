import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { writing } from '../../adapters/audio/fileErrors.ts';
import { partPath, removeStaleParts } from '../../adapters/cache/atomicFile.ts';
import { sha256OfFile } from '../../adapters/cache/fileHash.ts';
import { writePreparedModel, type PreparedBaseModel } from '../../adapters/onnx/baseModelFolder.ts';
import { readDownloadableModels, type DownloadableModel } from '../../adapters/onnx/modelManifest.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { AppError } from '../../contract/errors.ts';
import type { BaseModelBuilder } from '../../engine/baseModels/builder.ts';
import { baseModelBuilders } from '../../engine/baseModels/registry.ts';
import type { PreparedNetwork } from '../../engine/baseModels/types.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';
import { writeOnnx } from '../../engine/onnx/writeOnnx.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';

type Request = { readonly modelId: string; readonly file: string; readonly folder: string };

/**
 * Rebuilds the networks of a base model from its published file, proves them and writes model.json last. Made again over
 * networks that are there, it leaves them usable until the new ones are.
 * @throws AppError BASE_MODEL_UNKNOWN, BASE_MODEL_WRONG_FILE, DISK_FULL, FOLDER_NOT_WRITABLE, CANCELLED;
 * whatever it throws, nothing half-written stays
 */
export const prepareBaseModel: DspTask<'prepareBaseModel'> = async (request, context) => {
  const { builder, entry } = await findModel(request, context);
  const sourceSha256 = await sha256OfFile(request.file, () => {
    stopIfCancelled(context);
  });
  const published = entry.delivery.files.find(({ sha256 }) => sha256 === sourceSha256);
  if (!published) throw new AppError('BASE_MODEL_WRONG_FILE', { file: basename(request.file) });
  await mkdir(request.folder, { recursive: true });
  await removeStaleParts(request.folder);
  const file = openByteSource(request.file);
  try {
    // People know the file by the name it is published under.
    const source: ByteSource = { name: published.name, sizeBytes: file.sizeBytes, read: file.read };
    const networks = builder.prepare(source, byteTools, entry.delivery.headCount);
    const model: PreparedBaseModel = {
      version: 1,
      id: builder.id,
      sourceSha256,
      builderVersion: builder.version,
      networks: await writeNetworks({ networks, builder, folder: request.folder, sizeBytes: file.sizeBytes }, context),
    };
    await writePreparedModel(request.folder, model);
    await removeOthers(request.folder, model);
    return {};
  } finally {
    file.close();
  }
};

async function findModel(
  { modelId }: Request,
  { config }: TaskContext,
): Promise<{ readonly builder: BaseModelBuilder; readonly entry: DownloadableModel }> {
  const builder = baseModelBuilders.find(({ id }) => id === modelId);
  const entry = (await readDownloadableModels(config.modelsFolder)).find(({ id }) => id === modelId);
  if (builder && entry) return { builder, entry };
  const known = baseModelBuilders.map(({ id }) => id).join(', ');
  throw new AppError('BASE_MODEL_UNKNOWN', { model: modelId, known });
}

type Writing = {
  readonly networks: readonly PreparedNetwork[];
  readonly builder: BaseModelBuilder;
  readonly folder: string;
  /** Of the published file: each network is about as large. */
  readonly sizeBytes: number;
};

async function writeNetworks(
  { networks, builder, folder, sizeBytes }: Writing,
  context: TaskContext,
): Promise<PreparedBaseModel['networks']> {
  const written: { readonly part: string; readonly file: string; readonly sha256: string }[] = [];
  let doneBytes = 0;
  const onBytes = (bytes: number): void => {
    stopIfCancelled(context);
    doneBytes += bytes;
    context.onProgress(Math.min(0.99, doneBytes / (sizeBytes * networks.length)));
  };
  const parts = networks.map(({ file }) => partPath(join(folder, file)));
  try {
    for (const [i, network] of networks.entries()) {
      const part = parts[i] ?? '';
      const sha256 = writing(part, () => writeNetwork(part, network, onBytes));
      await builder.prove(network, { path: part, sha256 }, context.runModel);
      written.push({ part, file: network.file, sha256 });
    }
    return Object.fromEntries(await Promise.all(written.map((each) => inPlace(folder, each))));
  } finally {
    for (const part of parts) await rm(part, { force: true });
  }
}

/** Gives a network that was proved its name, when all of them were. */
async function inPlace(
  folder: string,
  { part, file, sha256 }: { readonly part: string; readonly file: string; readonly sha256: string },
): Promise<readonly [string, PreparedBaseModel['networks'][string]]> {
  const path = join(folder, file);
  await rename(part, path);
  const { size, mtimeMs } = await stat(path);
  return [basename(file, '.onnx'), { file, sha256, sizeBytes: size, modifiedMs: mtimeMs }];
}

/** @returns hex SHA-256 of what was written and flushed */
function writeNetwork(path: string, { model }: PreparedNetwork, onBytes: (bytes: number) => void): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'wx');
  try {
    writeOnnx(model, (bytes) => {
      hash.update(bytes);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      onBytes(bytes.length);
    });
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** Networks that an older builder made under other names, and files as published that are not the one in use. */
async function removeOthers(folder: string, { networks, sourceSha256 }: PreparedBaseModel): Promise<void> {
  const inUse = new Set([...Object.values(networks).map(({ file }) => file), `source-${sourceSha256}`]);
  const others = (await readdir(folder)).filter((name) => /^(.*\.onnx|source-.*)$/.test(name) && !inUse.has(name));
  for (const name of others) await rm(join(folder, name), { force: true });
}

function stopIfCancelled({ isCancelled }: TaskContext): void {
  if (isCancelled()) throw new AppError('CANCELLED', {});
}
