import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { sha256OfFile } from '../cache/fileHash.ts';
import { readPreparedModel } from './baseModelFolder.ts';

type Seen = { readonly sizeBytes: number; readonly modifiedMs: number; readonly sha256: string };
/** What this thread has hashed, by path: a network is loaded again and again, and hundreds of megabytes take a while. */
const seen = new Map<string, Seen>();

/**
 * The path of a network that the program wrote, once its bytes were found unchanged. As long as its size and the time of its
 * last change stay, a hash that was taken is believed: this thread's, or the one that was taken while it was written.
 * @throws AppError MODEL_MISSING, MODEL_WRONG_HASH
 */
export async function verifiedFile({ path, sha256 }: { path: string; sha256: string }): Promise<string> {
  const details = { model: basename(path), file: basename(path) };
  const { size: sizeBytes, mtimeMs: modifiedMs } = await stat(path).catch((cause: unknown) => {
    throw new AppError('MODEL_MISSING', details, { cause });
  });
  const before = seen.get(path);
  const isSeen = before?.sizeBytes === sizeBytes && before.modifiedMs === modifiedMs;
  if (isSeen && before.sha256 === sha256) return path;
  const found = (await writtenHash(path)) ?? (await sha256OfFile(path));
  seen.set(path, { sizeBytes, modifiedMs, sha256: found });
  if (found !== sha256) throw new AppError('MODEL_WRONG_HASH', details);
  return path;
}

/** The hash taken when a base model's network was written; undefined for other files and for one that was changed since. */
async function writtenHash(path: string): Promise<string | undefined> {
  const model = await readPreparedModel(dirname(path));
  return Object.values(model?.networks ?? {}).find(({ file }) => file === basename(path))?.sha256;
}
