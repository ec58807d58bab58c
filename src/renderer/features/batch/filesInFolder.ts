import { sortOf } from '../import/fileSorts.ts';

type Found = { readonly files: readonly File[]; readonly isCut: boolean };

function readSome(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/**
 * The recordings of a folder that was dropped on a browser, at any depth, in the order of their names.
 * @param most files at most; isCut says that there were more
 */
export async function filesInFolder(folder: FileSystemDirectoryEntry, most: number): Promise<Found> {
  const files: File[] = [];
  const folders: FileSystemDirectoryEntry[] = [folder];
  for (let next = folders.shift(); next; next = folders.shift()) {
    const entries: FileSystemEntry[] = [];
    const reader = next.createReader();
    // A reader gives some entries at a time and none when it has no more.
    for (let some = await readSome(reader); some.length > 0; some = await readSome(reader)) entries.push(...some);
    entries.sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
    folders.unshift(...entries.filter(isFolder));
    for (const entry of entries.filter(isFile)) {
      if (sortOf(entry.name) !== 'recording') continue;
      if (files.length >= most) return { files, isCut: true };
      files.push(await fileOf(entry));
    }
  }
  return { files, isCut: false };
}
