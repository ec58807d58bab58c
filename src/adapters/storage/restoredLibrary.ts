import { access, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { backupSummarySchema, type BackupSummary } from '../../contract/storage.ts';
import { readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';
import { flushFolder } from './copyLibrary.ts';
import { arrivingLibrary, databaseName, replacedPrefix } from './layout.ts';
import { checkRoomForFiles } from './roomForFiles.ts';

/*
 * How a backup takes the place of the library. It lies unpacked and checked in `.restore`; writing `restoring.json` decides.
 * From then on each start goes on until everything has changed places: what lies in `.restore` has not come yet, so every
 * step can be seen from outside and done again.
 */
const decided = 'restoring.json';
const done = 'restored.json';

/** The old library, replaced whole: what the backup does not hold must not stay beside what it holds. */
const replacedFolders = ['voices', 'melodies', 'recordings', 'takes', 'backups'];
const databaseFiles = [`${databaseName}-wal`, `${databaseName}-shm`, databaseName];

const restoreSchema = z.object({
  version: z.literal(1),
  requestId: z.string(),
  summary: backupSummarySchema,
  /** Where the old library goes. */
  replaced: z.string().regex(/^replaced-[0-9TZ-]{1,40}$/),
});
type Restore = z.infer<typeof restoreSchema>;

export type DecidedRestore = { readonly requestId: string; readonly summary: BackupSummary; readonly nowMs: number };

/** The moment in which the backup becomes the library. `.restore` must be whole and on the disk. */
export async function decideRestore(dataFolder: string, { requestId, summary, nowMs }: DecidedRestore): Promise<void> {
  const replaced = `${replacedPrefix}${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`;
  const restore: Restore = { version: 1, requestId, summary, replaced };
  await mkdir(path.join(dataFolder, replaced), { recursive: true });
  await checkRoomForFiles(dataFolder).catch(async (error: unknown) => {
    await rmdir(path.join(dataFolder, replaced));
    throw error;
  });
  await writeAtomically(path.join(dataFolder, decided), JSON.stringify(restore));
  flushFolder(dataFolder);
}

/** To be called with the lock in hand before the database is opened: goes on with a restore that was decided. */
export async function finishRestore(dataFolder: string): Promise<void> {
  const restore = await readRestore(dataFolder, decided);
  if (!restore) return;
  const arriving = path.join(dataFolder, arrivingLibrary);
  const replaced = path.join(dataFolder, restore.replaced);
  await mkdir(replaced, { recursive: true });
  const change = async (arrivingName: string, oldNames: readonly string[]): Promise<void> => {
    if (!(await isThere(path.join(arriving, arrivingName)))) return;
    // The old database goes with its journal before the new one comes: they would be taken for one another.
    for (const name of oldNames) await renameIfThere(path.join(dataFolder, name), path.join(replaced, name));
    await rename(path.join(arriving, arrivingName), path.join(dataFolder, arrivingName));
  };
  for (const name of replacedFolders) {
    // A backup without takes has no folder for them, yet the old ones go too. The empty one is made before, in `.restore`.
    await change(name, [name]);
  }
  await change(databaseName, databaseFiles);
  flushFolder(replaced);
  await rename(path.join(dataFolder, decided), path.join(dataFolder, done));
  flushFolder(dataFolder);
}

/** Makes what was unpacked complete: a folder for everything that is replaced. */
export async function completeArriving(dataFolder: string): Promise<void> {
  for (const name of replacedFolders) await mkdir(path.join(dataFolder, arrivingLibrary, name), { recursive: true });
  flushFolder(path.join(dataFolder, arrivingLibrary));
}

/** The restore that was done last. */
export async function lastRestore(dataFolder: string): Promise<Pick<Restore, 'requestId' | 'summary'> | undefined> {
  return readRestore(dataFolder, done);
}

/** Removes what was unpacked of a restore, unless that was decided: then it is the library, though it has not come yet. */
export async function discardArriving(dataFolder: string): Promise<void> {
  if (await isThere(path.join(dataFolder, decided))) return;
  await rm(path.join(dataFolder, arrivingLibrary), { recursive: true, force: true });
}

/** Libraries that were replaced, with the time they were, ms since 1970. */
export async function replacedLibraries(dataFolder: string): Promise<{ name: string; atMs: number }[]> {
  const names = await readdir(dataFolder).catch(() => []);
  return names.flatMap((name) => {
    const [, date = '', hour = '', minute = '', second = ''] =
      /^replaced-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-\d{3}Z$/.exec(name) ?? [];
    const atMs = Date.parse(`${date}T${hour}:${minute}:${second}Z`);
    return Number.isNaN(atMs) ? [] : [{ name, atMs }];
  });
}

async function readRestore(dataFolder: string, name: string): Promise<Restore | undefined> {
  const text = await readTextIfThere(path.join(dataFolder, name));
  if (text === undefined) return undefined;
  const result = restoreSchema.safeParse(parsedJson(text));
  return result.success ? result.data : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  if (await isThere(from)) await rename(from, to);
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
