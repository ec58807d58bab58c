import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { signalFolder, signalPaths } from '../cache/analysisFolder.ts';

/**
 * The decoded recording in the cache, whichever version of the analysis it was decoded for; undefined
 * where it is not decoded yet.
 */
export async function findSignal(cacheFolder: string, sha256: string): Promise<string | undefined> {
  const names = await readdir(path.join(cacheFolder, 'analysis')).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`${sha256}-`)) continue;
    const { decoded, signal } = signalPaths(signalFolder(cacheFolder, sha256, name.slice(sha256.length + 1)));
    if (await isThere(decoded)) return signal;
  }
  return undefined;
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
