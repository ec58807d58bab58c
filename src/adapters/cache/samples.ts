import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { removeStaleParts } from './atomicFile.ts';

/** Samples that are kept: 2 MB each. */
const mostSamples = 40;
const samplePattern = /^[0-9a-f]{64}\.wav$/;

/** `cache/samples/<hash>.wav`: a few seconds of a voice on a recording, named by all that decides how they sound. */
export function samplePath(cacheFolder: string, hash: string): string {
  return join(samplesFolder(cacheFolder), `${hash}.wav`);
}

function samplesFolder(cacheFolder: string): string {
  return join(cacheFolder, 'samples');
}

/** Makes the folder and removes what a killed process left half-written in it. */
export async function openSamplesFolder(cacheFolder: string): Promise<void> {
  await mkdir(samplesFolder(cacheFolder), { recursive: true });
  await removeStaleParts(samplesFolder(cacheFolder));
}

/** Where the sample lies, now the last one to go; undefined where there is none. */
export async function findSample(cacheFolder: string, hash: string): Promise<string | undefined> {
  const path = samplePath(cacheFolder, hash);
  const now = new Date();
  return utimes(path, now, now).then(
    () => path,
    () => undefined,
  );
}

/** Removes the samples that were heard longest ago, until no more than a few dozen are left. */
export async function sweepSamples(cacheFolder: string): Promise<void> {
  const names = (await readdir(samplesFolder(cacheFolder))).filter((name) => samplePattern.test(name));
  if (names.length <= mostSamples) return;
  const aged = await Promise.all(
    names.map(async (name) => {
      const path = join(samplesFolder(cacheFolder), name);
      const heardMs = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      return { path, heardMs };
    }),
  );
  aged.sort((a, b) => b.heardMs - a.heardMs);
  for (const { path } of aged.slice(mostSamples)) await rm(path, { force: true });
}
