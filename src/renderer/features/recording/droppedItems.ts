/** Places of the window that take files for something of their own: elements with this name in `data-drop`. */
export type DropZone = 'melody';

/** What lay in a drop: files that can be opened, and the names of folders, which cannot. */
export type DroppedItems = { readonly files: readonly File[]; readonly folders: readonly string[] };

/** Whether a drag carries files at all; text and links are none of ours. */
export function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/** Sorts a drop. Only a directory entry tells a folder from a file without a type. */
export function sortDrop(transfer: DataTransfer): DroppedItems {
  const files: File[] = [];
  const folders: string[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory === true) folders.push(entry.name);
    else if (file) files.push(file);
  }
  return { files, folders };
}
