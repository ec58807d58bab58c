import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCodeOf, writing } from '../audio/fileErrors.ts';
import { isOfCacheOnly } from './cacheEntries.ts';
import { filesIn, filesOfLibrary } from './folderSizes.ts';
import { isOfTheLibrary, isOpenDatabase, isOurs } from './layout.ts';

/** Copied at a time, bytes. */
const pieceBytes = 4 * 2 ** 20;
/** Times are written as seconds in float64: not to the last nanosecond. */
const sameTimeMs = 2;

export type CopyRequest = {
  readonly from: string;
  readonly to: string;
  /** `open`: while the library is in use, all but the database. `whole`: nothing changes any more; the copy is made exact. */
  readonly state: 'open' | 'whole';
  /** SHA-256 of recordings whose entries of the cache go along. */
  readonly keptCache: readonly string[];
};

export type CopyOptions = {
  /** Called often; throws to stop. */
  readonly checkpoint: () => void;
  readonly onBytes: (bytes: number) => void;
};

/**
 * Copies a library, but leaves behind what can be made again and no job waits for. What the target has already, with size and time, is not copied again, so that a copy that was cut off goes
 * on and a second pass takes only what changed. Everything is on the disk when it returns.
 * @throws AppError DISK_FULL, FOLDER_NOT_WRITABLE
 */
export function copyLibrary({ from, to, state, keptCache }: CopyRequest, options: CopyOptions): void {
  const isWanted = (topName: string): boolean =>
    isOfTheLibrary(topName) && (state === 'whole' || !isOpenDatabase(topName));
  if (state === 'whole') removeOthers(from, to, (topName) => isWanted(topName) && isOurs(topName));
  const changedFolders = new Set<string>();
  const kept = new Set(keptCache);
  for (const { name, bytes, modifiedMs } of filesOfLibrary(from, isWanted)) {
    options.checkpoint();
    if (isOfCacheOnly(name, kept)) continue;
    const target = join(to, name);
    const known = lstatSync(target, { throwIfNoEntry: false });
    const isThere = known?.isFile() === true && known.size === bytes && isSameTime(known.mtimeMs, modifiedMs);
    if (isThere) options.onBytes(bytes);
    else if (copyFile(join(from, name), target, options)) changedFolders.add(dirname(target));
  }
  flush(to, changedFolders, state === 'open', options.checkpoint);
}

function isSameTime(a: number, b: number): boolean {
  return Math.abs(a - b) <= sameTimeMs;
}

/** False where the file vanished meanwhile. Its time is written last: a copy that was cut off is known by it. */
function copyFile(source: string, target: string, { checkpoint, onBytes }: CopyOptions): boolean {
  const input = openIfThere(source);
  if (input === undefined) return false;
  try {
    writing(target, () => {
      mkdirSync(dirname(target), { recursive: true });
      rmSync(target, { recursive: true, force: true });
      const output = openSync(target, 'wx', fstatSync(input).mode & 0o777);
      try {
        // As it was before it was read: what is written to it meanwhile makes it another one for the second pass.
        const { atimeMs, mtimeMs } = fstatSync(input);
        const buffer = new Uint8Array(pieceBytes);
        for (;;) {
          checkpoint();
          const count = readSync(input, buffer, 0, pieceBytes, null);
          if (count === 0) break;
          for (let at = 0; at < count;) at += writeSync(output, buffer, at, count - at);
          onBytes(count);
        }
        futimesSync(output, atimeMs / 1000, mtimeMs / 1000);
      } finally {
        closeSync(output);
      }
    });
    return true;
  } finally {
    closeSync(input);
  }
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** What the library does not hold any more since the first pass. */
function removeOthers(from: string, to: string, isWanted: (topName: string) => boolean): void {
  for (const { name } of filesIn(to, isWanted)) {
    if (!existsSync(join(from, name))) rmSync(join(to, name), { force: true });
  }
}

/**
 * After the copying, not within: by then the system has written most of it, and a file that is on the disk already costs next
 * to nothing. Every file after the first pass; after the second those that it copied lie in folders that are few.
 */
function flush(to: string, changed: ReadonlySet<string>, isEverything: boolean, checkpoint: () => void): void {
  for (const { name } of filesIn(to, isOfTheLibrary)) {
    checkpoint();
    const file = join(to, name);
    if (isEverything || changed.has(dirname(file))) flushOne(file, 'r+');
  }
  for (const folder of [...changed, to]) flushFolder(folder);
}

function flushOne(file: string, flags: 'r' | 'r+'): void {
  writing(file, () => {
    const handle = openSync(file, flags);
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  });
}

/** Names in a folder outlive a power cut; Windows has nothing like it and needs nothing. */
export function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flushOne(folder, 'r');
}

/**
 * Deletes the library in a folder that it was moved away from. What belongs to the place stays, and so does what this program
 * did not make: it was copied as well, but is not ours to delete.
 */
export function removeLibrary(folder: string, checkpoint: () => void): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((topName) => isOfTheLibrary(topName) && isOurs(topName))) {
    checkpoint();
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
