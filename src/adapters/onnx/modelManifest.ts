import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { localisedTextSchema } from '../../contract/language.ts';
import { sha256OfFile } from '../cache/fileHash.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const sizeBytes = z.number().int().positive();
const everyModel = {
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  purpose: localisedTextSchema,
  /** As it is stated where the model comes from. */
  licence: z.string(),
};

/** Part of the program. */
const bundledSchema = z.object({
  ...everyModel,
  /** Relative to the models folder, as is licenceFile. */
  file: z.string(),
  sizeBytes,
  sha256,
  licenceFile: z.string(),
  delivery: z.object({ kind: z.literal('bundled'), source: z.string() }),
});

/** Only encrypted addresses; a server on this very computer needs none of that. */
const addressSchema = z.url().refine((url) => /^(https:|http:\/\/127\.0\.0\.1[:/])/.test(url), 'https only');

const publishedFileSchema = z.object({
  /** How it is called where it is published; told to people. */
  name: z.string(),
  sizeBytes,
  sha256,
  /** Asked one after the other. */
  urls: z.array(addressSchema).min(1),
});

/** Fetched when first needed, or imported from a file of the same hash. */
const downloadSchema = z.object({
  ...everyModel,
  delivery: z.object({
    kind: z.literal('download'),
    /** Any one of these will do; the first is fetched, the others are there for when it cannot be had. */
    files: z.array(publishedFileSchema).min(1),
    /** Attention heads of the network, where they are not as wide as usual; files do not say. */
    headCount: z.number().int().positive().optional(),
  }),
});

const manifestSchema = z.object({ version: z.literal(1), models: z.array(z.union([bundledSchema, downloadSchema])) });
type ModelEntry = z.infer<typeof bundledSchema> | z.infer<typeof downloadSchema>;
export type BundledModel = z.infer<typeof bundledSchema>;
export type DownloadableModel = z.infer<typeof downloadSchema>;

async function readModelManifest(modelsFolder: string): Promise<readonly ModelEntry[]> {
  const path = join(modelsFolder, 'manifest.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('MODEL_MISSING', { model: 'manifest', file: path }, { cause });
  });
  return manifestSchema.parse(JSON.parse(text)).models;
}

/** The networks that came with the program, as models/manifest.json lists them. @throws AppError MODEL_MISSING */
export async function readBundledModels(modelsFolder: string): Promise<readonly BundledModel[]> {
  return (await readModelManifest(modelsFolder)).filter((model) => 'file' in model);
}

/** The base models that can be had. @throws AppError MODEL_MISSING */
export async function readDownloadableModels(modelsFolder: string): Promise<readonly DownloadableModel[]> {
  return (await readModelManifest(modelsFolder)).filter((model): model is DownloadableModel => !('file' in model));
}

/**
 * The path of a bundled model whose bytes are the ones the manifest names.
 * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH
 */
export async function verifiedModelPath(modelsFolder: string, modelId: string): Promise<string> {
  const entry = (await readBundledModels(modelsFolder)).find((model) => model.id === modelId);
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
