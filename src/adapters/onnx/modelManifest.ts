import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { sha256OfFile } from '../cache/fileHash.ts';

const deliverySchema = z.discriminatedUnion('kind', [
  /** Part of the program. */
  z.object({ kind: z.literal('bundled'), source: z.string() }),
  /** Fetched when first needed, or imported from a file of the same hash. */
  z.object({ kind: z.literal('download'), url: z.url() }),
]);

const modelEntrySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  purpose: z.string(),
  /** Relative to the models folder. */
  file: z.string(),
  sizeBytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string(),
  licenceFile: z.string(),
  delivery: deliverySchema,
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

const manifestSchema = z.object({ version: z.literal(1), models: z.array(modelEntrySchema) });

/** What models/manifest.json lists. */
export async function readModelManifest(modelsFolder: string): Promise<readonly ModelEntry[]> {
  const path = join(modelsFolder, 'manifest.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('MODEL_MISSING', { model: 'manifest', file: path }, { cause });
  });
  return manifestSchema.parse(JSON.parse(text)).models;
}

/**
 * The path of a model whose bytes are the ones the manifest names.
 * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH
 */
export async function verifiedModelPath(modelsFolder: string, modelId: string): Promise<string> {
  const entry = (await readModelManifest(modelsFolder)).find((model) => model.id === modelId);
  if (!entry) throw new AppError('MODEL_MISSING', { model: modelId, file: modelId });
  const path = join(modelsFolder, entry.file);
  const details = { model: entry.title, file: basename(path) };
  const file = await stat(path).catch((cause: unknown) => {
    throw new AppError('MODEL_MISSING', details, { cause });
  });
  if (file.size !== entry.sizeBytes || (await sha256OfFile(path)) !== entry.sha256) {
    throw new AppError('MODEL_WRONG_HASH', details);
  }
  return path;
}

/**
 * The path of a network that the program wrote, once its bytes were found unchanged.
 * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH
 */
export async function verifiedFile({ path, sha256 }: { path: string; sha256: string }): Promise<string> {
  const details = { model: basename(path), file: basename(path) };
  const found = await sha256OfFile(path).catch((cause: unknown) => {
    throw new AppError('MODEL_MISSING', details, { cause });
  });
  if (found !== sha256) throw new AppError('MODEL_WRONG_HASH', details);
  return path;
}
