/** Places of the window that take files for something of their own: elements with this name in `data-drop`. */
export type DropZone = 'melody';

/** A folder in a drop: as the system's path knows it, and as a browser can look into it. */
export type DroppedFolder = {
  readonly name: string;
  readonly file: File | null;
  readonly entry: FileSystemDirectoryEntry | null;
};

/** What lay in a drop. */
export type DroppedItems = { readonly files: readonly File[]; readonly folders: readonly DroppedFolder[] };

/** Whether a drag carries files at all; text and links are none of ours. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

function isDirectory(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

/** Sorts a drop. Only a directory entry tells a folder from a file without a type. */
export function sortDrop(transfer: DataTransfer): DroppedItems {
  const files: File[] = [];
  const folders: DroppedFolder[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (isDirectory(entry)) folders.push({ name: entry.name, file, entry });
    else if (file) files.push(file);
  }
  return { files, folders };
}
