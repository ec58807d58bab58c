import type { StorageKind } from '../../contract/storage.ts';

/*
 * What lies in a data folder, by the name at its top (docs/library-folder.md).
 */
const kindOfFolder: Readonly<Record<string, StorageKind>> = {
  'base-models': 'baseModels',
  voices: 'voices',
  takes: 'takes',
  recordings: 'recordings',
  melodies: 'melodies',
  cache: 'cache',
  exports: 'exports',
  backups: 'database',
  logs: 'logs',
};

export const databaseName = 'cantado.db';
/** A library that a restored one took the place of: `replaced-<time>`. */
export const replacedPrefix = 'replaced-';
/** Where a backup is unpacked before it is swapped in. */
export const arrivingLibrary = '.restore';

/** What an entry at the top of the data folder counts as. */
export function kindOf(topName: string): StorageKind {
  if (/^cantado\.(damaged-.*\.)?db(-wal|-shm|\.part)?$/.test(topName)) return 'database';
  if (topName.startsWith(replacedPrefix)) return 'replaced';
  return Object.hasOwn(kindOfFolder, topName) ? (kindOfFolder[topName] ?? 'other') : 'other';
}

/**
 * What belongs to the place and not to the library: it is neither moved nor removed. `shell` is the window's own folder, which
 * Chromium holds open and finds by the path the program was started with.
 */
const ofThePlace: ReadonlySet<string> = new Set([
  'shell',
  'owner.lock',
  'owner.lock-journal',
  'owner.json',
  'owner.json.part',
  'moved-to.json',
  'moved-from.json',
  'arriving.json',
  // What systems put into any folder.
  '.DS_Store',
  'desktop.ini',
  'Thumbs.db',
  'lost+found',
  '$RECYCLE.BIN',
  'System Volume Information',
]);

/** Whether an entry at the top of a data folder goes with the library when it moves. */
export function isOfTheLibrary(topName: string): boolean {
  const isPassing = topName === arrivingLibrary || topName.includes('.part-');
  return !ofThePlace.has(topName) && !isPassing;
}

/** What a library has at its top besides kinds and its database. */
const ofTheProgram: ReadonlySet<string> = new Set(['uploads', 'devices.json', 'restored.json', 'restoring.json']);

/**
 * Whether an entry at the top of a data folder was made by this program. Only these are ever deleted: what else lies there is
 * somebody's, whatever a note in the folder says.
 */
export function isOurs(topName: string): boolean {
  return kindOf(topName) !== 'other' || ofTheProgram.has(topName);
}

/** The database while it is open: only whole when the program has let go of it. */
export function isOpenDatabase(topName: string): boolean {
  return /^cantado\.db(-wal|-shm)?$/.test(topName);
}
