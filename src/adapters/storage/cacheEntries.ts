import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sizeOfFolder } from './folderSizes.ts';

/** One thing that can be made again: `cache/<kind>/<name>`. */
export type CacheEntry = {
  readonly path: string;
  /** Of the recording it was made from; empty where it is of none. */
  readonly sha256: string;
  readonly bytes: number;
  /** When it was last used, to the hour (sourcesInUse.ts); ms since 1970. */
  readonly usedMs: number;
};

const trashPrefix = '.trash-';

/** What the cache holds, longest unused first. */
export function cacheEntries(cacheFolder: string, checkpoint: () => void): CacheEntry[] {
  const entries = namesIn(cacheFolder)
    .filter((kind) => !kind.startsWith('.'))
    .flatMap((kind) => namesIn(join(cacheFolder, kind)).map((name) => join(cacheFolder, kind, name)))
    .flatMap((path): CacheEntry[] => {
      checkpoint();
      const found = lstatSync(path, { throwIfNoEntry: false });
      if (!found) return [];
      const bytes = found.isDirectory() ? sizeOfFolder(path, checkpoint).bytes : found.size;
      const [, sha256 = ''] = /[/\\]([0-9a-f]{64})-[^/\\]*$/.exec(path) ?? [];
      return [{ path, sha256, bytes, usedMs: found.mtimeMs }];
    });
  return entries.sort((a, b) => a.usedMs - b.usedMs);
}

/** Whether a file, by its place in the data folder, is of the cache, but of none of these recordings. */
export function isOfCacheOnly(name: string, kept: ReadonlySet<string>): boolean {
  const [folder, , entry = ''] = name.split('/');
  const [, sha256 = ''] = /^([0-9a-f]{64})-/.exec(entry) ?? [];
  return folder === 'cache' && !kept.has(sha256);
}

/**
 * Which entries go so that the rest is no larger than the limit, longest unused first.
 * @param kept recordings whose entries stay whatever their size
 */
export function entriesBeyond(
  entries: readonly CacheEntry[],
  limitBytes: number,
  kept: ReadonlySet<string>,
): CacheEntry[] {
  let totalBytes = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  return entries.filter(({ bytes, sha256 }) => {
    if (totalBytes <= limitBytes || kept.has(sha256)) return false;
    totalBytes -= bytes;
    return true;
  });
}

/**
 * Takes entries out of the cache by renaming them, so that whoever looks for one finds all of it or nothing.
 * @returns what was taken out; one that is held open (Windows) stays
 */
export function takeOut(cacheFolder: string, entries: readonly CacheEntry[]): CacheEntry[] {
  if (entries.length === 0) return [];
  const trash = join(cacheFolder, `${trashPrefix}${crypto.randomUUID()}`);
  mkdirSync(trash, { recursive: true });
  return entries.filter(({ path }, index) => {
    try {
      renameSync(path, join(trash, String(index)));
      return true;
    } catch {
      return false;
    }
  });
}

/** Deletes what was taken out, now or by a program that was killed. */
export function emptyTrash(cacheFolder: string): void {
  for (const name of namesIn(cacheFolder)) {
    if (name.startsWith(trashPrefix)) rmSync(join(cacheFolder, name), { recursive: true, force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
