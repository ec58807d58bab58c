import { readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { errorCodeOf } from '../audio/fileErrors.ts';
import { readTextIfThere, writeAtomically } from '../cache/atomicFile.ts';
import { flushFolder } from './copyLibrary.ts';
import { databaseName, isOfTheLibrary } from './layout.ts';

/*
 * How a library changes its folder. Three small files say what is true, each written whole or not at all:
 *
 * | file | in | meaning |
 * |---|---|---|
 * | arriving.json | new folder | a copy is being made here; it is no library before the old folder points to it |
 * | moved-to.json | old folder | the library is there: writing it is the one moment in which the library moves |
 * | moved-from.json | new folder | the old files are still to be deleted |
 */
const files = { arriving: 'arriving.json', movedTo: 'moved-to.json', movedFrom: 'moved-from.json' } as const;

/** As often as anybody moves a library before the first place is forgotten. */
const mostMoves = 64;

/** Always the whole path: what a shorter one means depends on where the program is started. */
const folderSchema = z.string().refine((folder) => path.isAbsolute(folder));
const noteSchema = z.object({ version: z.literal(1), folder: folderSchema });

/** @throws AppError LIBRARY_AWAY where there is a note that cannot be read or understood: what it says is not known */
async function readNote(folder: string, name: string): Promise<string | undefined> {
  const file = path.join(folder, name);
  try {
    const text = await readTextIfThere(file);
    return text === undefined ? undefined : path.resolve(noteSchema.parse(JSON.parse(text)).folder);
  } catch (error) {
    // Where a folder should be lies a file: nothing was ever noted in it.
    if (errorCodeOf(error) === 'ENOTDIR') return undefined;
    throw new AppError('LIBRARY_AWAY', { folder: file }, { cause: error });
  }
}

async function writeNote(folder: string, name: string, other: string): Promise<void> {
  await writeAtomically(path.join(folder, name), JSON.stringify({ version: 1, folder: other }));
  flushFolder(folder);
}

/**
 * Where the library of a data folder lies by now: there, or where it was moved to, however often.
 * @throws AppError LIBRARY_AWAY where that cannot be reached; nothing may be begun in the old place then
 */
export async function libraryFolder(dataFolder: string): Promise<string> {
  let folder = path.resolve(dataFolder);
  for (let moves = 0; moves < mostMoves; moves++) {
    const target = await readNote(folder, files.movedTo);
    if (target === undefined || (await hasArrived(folder))) return folder;
    if (!(await isLibrary(target))) throw new AppError('LIBRARY_AWAY', { folder: target });
    folder = target;
  }
  throw new AppError('LIBRARY_AWAY', { folder });
}

/** Whether a move to this folder was decided, though perhaps not tidied up after. */
async function hasArrived(folder: string): Promise<boolean> {
  const from = await readNote(folder, files.arriving);
  return from !== undefined && (await readNote(from, files.movedTo)) === folder;
}

/** An empty folder in its place is what a disk leaves behind that was unplugged. */
async function isLibrary(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name === databaseName || name === files.movedTo || name === 'backups');
}

/**
 * To be called with the lock of a folder in hand, before it is used.
 * @throws AppError LIBRARY_AWAY where it is a copy that never came to its end
 */
export async function settleArrival(folder: string): Promise<void> {
  const from = await readNote(folder, files.arriving);
  if (from === undefined) return;
  if (!(await hasArrived(folder))) throw new AppError('LIBRARY_AWAY', { folder: from });
  await rm(path.join(folder, files.movedTo), { force: true });
  await rename(path.join(folder, files.arriving), path.join(folder, files.movedFrom));
  flushFolder(folder);
}

/**
 * Whether a library may come to a folder; writes nothing.
 * @throws AppError FOLDER_NOT_USABLE inside or around the library, FOLDER_NOT_EMPTY where something else lies there
 */
export async function checkArrival(folder: string, from: string): Promise<void> {
  const [there, here] = [await realPathOf(folder), await realPathOf(from)];
  if (isInside(there, here) || isInside(here, there)) throw new AppError('FOLDER_NOT_USABLE', { folder });
  const names = await readdir(folder).catch(() => []);
  // A copy that was cut off goes on; the place that the library once left takes it back.
  const [arrivingFrom, leadsTo] = await Promise.all(
    [files.arriving, files.movedTo].map((name) => readNote(folder, name)),
  ).catch(() => {
    throw new AppError('FOLDER_NOT_EMPTY', { folder });
  });
  const isGoingOn = arrivingFrom === from;
  const isOthers = leadsTo !== undefined && (await libraryFolder(folder).catch(() => undefined)) !== from;
  if (isOthers || (!isGoingOn && names.some(isOfTheLibrary))) throw new AppError('FOLDER_NOT_EMPTY', { folder });
}

/** Says in a folder that a library comes here. */
export async function beginArrival(folder: string, from: string): Promise<void> {
  await writeNote(folder, files.arriving, from);
}

/** The moment in which the library moves. The copy must be whole and on the disk. Throws only where nothing was decided. */
export async function commitMove(from: string, folder: string): Promise<void> {
  try {
    await noteMove(from, folder);
  } catch (error) {
    // The note may stand although what came after it failed; then it holds.
    if ((await readNote(from, files.movedTo)) !== path.resolve(folder)) throw error;
  }
  // What fails from here on must not take the copy away: it is the library now. It is tidied up whenever it is opened.
  await settleArrival(folder).catch(() => undefined);
}

async function noteMove(from: string, folder: string): Promise<void> {
  await writeNote(from, files.movedTo, folder).catch(async (error: unknown) => {
    if (errorCodeOf(error) !== 'ENOSPC') throw error;
    // A full disk is why people move: what can be made again makes room for one line.
    await rm(path.join(from, 'cache'), { recursive: true, force: true });
    await writeNote(from, files.movedTo, folder);
  });
}

/** The copy was given up; its files are gone. */
export async function endArrival(folder: string): Promise<void> {
  await rm(path.join(folder, files.arriving), { force: true });
}

/** A folder whose old files are still to be deleted: only where it really leads here, and lies neither around nor within. */
export async function leftFolder(folder: string): Promise<string | undefined> {
  const from = await readNote(folder, files.movedFrom).catch(() => undefined);
  if (from === undefined) return undefined;
  const leadsTo = await readNote(from, files.movedTo).catch(() => undefined);
  const [there, here] = [await realPathOf(from), await realPathOf(folder)];
  if (leadsTo === path.resolve(folder) && !isInside(there, here) && !isInside(here, there)) return from;
  // It is unplugged, or somebody has done it already.
  return undefined;
}

export async function forgetLeftFolder(folder: string): Promise<void> {
  await rm(path.join(folder, files.movedFrom), { force: true });
}

function isInside(inner: string, outer: string): boolean {
  const relative = path.relative(outer, inner);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** Without links, as far as it exists. */
async function realPathOf(given: string): Promise<string> {
  const folder = path.resolve(given);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  if (isThere) return realpath(folder);
  const parent = path.dirname(folder);
  return parent === folder ? folder : path.join(await realPathOf(parent), path.basename(folder));
}
