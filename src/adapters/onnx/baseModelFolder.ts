import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { ModelReference } from '../../engine/models/types.ts';
import { readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';
import { readDownloadableModels } from './modelManifest.ts';

/*
 * `<base models>/<id>/`: the networks that were rebuilt from a published file, and model.json, which is written last and so
 * says that they are whole.
 */

const networkSchema = z.object({
  /** Name in the model's folder. */
  file: z.string().regex(/^[a-z0-9-]+\.onnx$/),
  sha256: z.string(),
  sizeBytes: z.number(),
  /** Time of its last change when it was written and proved, ms: as long as size and time stay, so do the bytes. */
  modifiedMs: z.number(),
});
const modelSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  /** The published file it was made from. */
  sourceSha256: z.string(),
  /** Of the engine's builder that made it. */
  builderVersion: z.string(),
  networks: z.record(z.string(), networkSchema),
});
export type PreparedBaseModel = z.infer<typeof modelSchema>;

const modelFile = 'model.json';
const bytesPerMb = 1e6;

/** Says that the networks of a folder are whole. Every one of them must have been written and flushed. */
export async function writePreparedModel(folder: string, model: PreparedBaseModel): Promise<void> {
  await writeAtomically(join(folder, modelFile), JSON.stringify(model, null, 2));
}

/** What model.json says, where all networks are there with the size and time it names; undefined otherwise. */
export async function readPreparedModel(folder: string): Promise<PreparedBaseModel | undefined> {
  const text = await readTextIfThere(join(folder, modelFile));
  if (text === undefined) return undefined;
  const model = modelSchema.safeParse(parsed(text)).data;
  if (!model) return undefined;
  for (const { file, sizeBytes, modifiedMs } of Object.values(model.networks)) {
    const found = await stat(join(folder, file)).catch(() => undefined);
    if (found?.size !== sizeBytes || found.mtimeMs !== modifiedMs) return undefined;
  }
  return model;
}

/**
 * The networks of a base model by name (contentvec: `layer9-projected`, `layer12`; rmvpe: `network`). They were hashed when they were
 * written; while size and time of change are those of then, they are not read again.
 * @throws AppError BASE_MODEL_MISSING
 */
export async function readBaseModel(
  { modelsFolder, baseModelsFolder }: { readonly modelsFolder: string; readonly baseModelsFolder: string },
  id: string,
): Promise<Readonly<Record<string, Exclude<ModelReference, string>>>> {
  const folder = join(baseModelsFolder, id);
  const model = await readPreparedModel(folder);
  if (!model) throw await missing(modelsFolder, id);
  const networks = Object.entries(model.networks).map(
    ([name, { file, sha256 }]) => [name, { path: join(folder, file), sha256 }] as const,
  );
  return Object.fromEntries(networks);
}

async function missing(modelsFolder: string, id: string): Promise<AppError> {
  const entry = (await readDownloadableModels(modelsFolder)).find((model) => model.id === id);
  const sizeBytes = entry?.delivery.files[0]?.sizeBytes ?? 0;
  const details = { model: entry?.title ?? id, modelId: id, sizeMb: Math.round(sizeBytes / bytesPerMb) };
  return new AppError('BASE_MODEL_MISSING', details);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
