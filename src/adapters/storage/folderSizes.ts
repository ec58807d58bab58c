import { lstatSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { storageKinds, type StorageKind } from '../../contract/storage.ts';
import { isOurs, kindOf } from './layout.ts';

export type FolderSize = { readonly bytes: number; readonly fileCount: number };
export type KindSize = FolderSize & { readonly kind: StorageKind };

/** A file below a folder: its place in it, with `/` between names. */
export type FoundFile = { readonly name: string; readonly bytes: number; readonly modifiedMs: number };

/**
 * Every file below a folder, one after the other, so that a hundred thousand of them are never held together. What vanishes
 * meanwhile is left out; links are not followed.
 * @param isWanted asked of the names at the top
 */
export function* filesIn(folder: string, isWanted: (topName: string) => boolean = () => true): Generator<FoundFile> {
  for (const entry of entriesOf(folder)) {
    if (isWanted(entry.name)) yield* filesOf(folder, entry.name, entry);
  }
}

/**
 * The same for a whole library. A person may have put a folder of it on another disk and left a link in its place: those at the
 * top are followed, so that a copy of the library has what it has.
 */
export function* filesOfLibrary(folder: string, isWanted: (topName: string) => boolean): Generator<FoundFile> {
  yield* filesIn(folder, isWanted);
  for (const entry of entriesOf(folder)) {
    if (!entry.isSymbolicLink() || !isWanted(entry.name) || !isOurs(entry.name)) continue;
    for (const child of entriesOf(join(folder, entry.name)))
      yield* filesOf(folder, `${entry.name}/${child.name}`, child);
  }
}

function* filesOf(root: string, name: string, entry: Dirent): Generator<FoundFile> {
  if (entry.isDirectory()) {
    for (const child of entriesOf(join(root, name))) yield* filesOf(root, `${name}/${child.name}`, child);
  } else if (entry.isFile()) {
    const found = lstatSync(join(root, name), { throwIfNoEntry: false });
    if (found) yield { name, bytes: found.size, modifiedMs: found.mtimeMs };
  }
}

/** Synchronous: this runs in a thread of its own, and a promise for each of a million files costs more than the disk. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** @param checkpoint called for every file; throws to stop */
export function sizeOfFolder(folder: string, checkpoint: () => void = () => undefined): FolderSize {
  let bytes = 0;
  let fileCount = 0;
  for (const file of filesIn(folder)) {
    checkpoint();
    bytes += file.bytes;
    fileCount++;
  }
  return { bytes, fileCount };
}

/** How the size of one take is found. */
export type SizeOfTake = (takesFolder: string, name: string) => FolderSize;

/** What a data folder holds, every kind in its order. */
export function sizesByKind(dataFolder: string, checkpoint: () => void, sizeOfTake: SizeOfTake): KindSize[] {
  const sizes = new Map<StorageKind, { bytes: number; fileCount: number }>();
  const add = (kind: StorageKind, size: FolderSize): void => {
    const { bytes, fileCount } = sizes.get(kind) ?? { bytes: 0, fileCount: 0 };
    sizes.set(kind, { bytes: bytes + size.bytes, fileCount: fileCount + size.fileCount });
  };
  for (const entry of entriesOf(dataFolder)) {
    const place = join(dataFolder, entry.name);
    const isTakes = entry.isDirectory() && entry.name === 'takes';
    for (const take of isTakes ? entriesOf(place) : []) {
      checkpoint();
      if (take.isDirectory()) add('takes', sizeOfTake(place, take.name));
    }
    if (isTakes) continue;
    for (const { bytes } of filesOf(dataFolder, entry.name, entry)) {
      checkpoint();
      add(kindOf(entry.name), { bytes, fileCount: 1 });
    }
  }
  return storageKinds.map((kind) => ({ kind, ...(sizes.get(kind) ?? { bytes: 0, fileCount: 0 }) }));
}
