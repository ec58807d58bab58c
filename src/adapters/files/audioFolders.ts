import { opendir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { recordingExtensions } from '../../contract/recordings.ts';
import type { AudioFoldersPort, AudioListing } from '../../core/batches/ports.ts';
import { errorCodeOf } from '../audio/fileErrors.ts';

/** Folders of systems, and what archives of other systems leave behind. */
const passedOver = new Set(['$recycle.bin', 'system volume information', '__macosx']);

/** Deepest folder that is looked into, and how many at most: a tree that goes on for ever ends somewhere. */
const deepest = 64;
const mostFolders = 100_000;

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

type Walk = {
  readonly most: number;
  readonly isOver: () => boolean;
  readonly files: string[];
  readonly unreadable: string[];
  /** Real paths of the folders that were looked into. */
  readonly seen: Set<string>;
};

/** The folders of this computer, walked without holding anybody up. */
export const audioFolders: AudioFoldersPort = {
  list: async (folder, { most, withinMs, signal }) => {
    let isLate = false;
    const walk: Walk = {
      most,
      isOver: () => isLate || signal?.aborted === true,
      files: [],
      unreadable: [],
      seen: new Set(),
    };
    const walking = listFrom(folder, walk);
    if (withinMs === undefined) return walking;
    let timer: NodeJS.Timeout | undefined;
    // A network drive may not answer at all.
    const late = new Promise<AudioListing>((resolve) => {
      timer = setTimeout(() => {
        isLate = true;
        resolve({ files: [], unreadable: [], extent: 'late' });
      }, withinMs);
    });
    return Promise.race([walking, late]).finally(() => {
      clearTimeout(timer);
    });
  },
};

async function listFrom(folder: string, walk: Walk): Promise<AudioListing> {
  const problem = await walkInto(folder, 0, walk);
  if (problem) throw new AppError(problem, { file: path.basename(folder) });
  const { files, unreadable, most } = walk;
  if (walk.isOver()) return { files, unreadable, extent: 'late' };
  const isMore = files.length > most || walk.seen.size >= mostFolders;
  return { files, unreadable, extent: isMore ? 'more' : 'whole' };
}

/** Files first, then folders, each in the order of their names. Says why a folder could not be read. */
async function walkInto(
  folder: string,
  depth: number,
  walk: Walk,
): Promise<'FILE_NOT_FOUND' | 'FILE_NOT_READABLE' | undefined> {
  if (depth > deepest) return 'FILE_NOT_READABLE';
  if (isEnough(walk) || walk.seen.size >= mostFolders) return undefined;
  try {
    const real = await realpath(folder);
    if (walk.seen.has(real)) return undefined;
    walk.seen.add(real);
    const { files, folders } = await entriesOf(folder, walk);
    walk.files.push(...files.map((name) => path.join(folder, name)));
    for (const name of folders) {
      const inside = path.join(folder, name);
      if (await walkInto(inside, depth + 1, walk)) walk.unreadable.push(inside);
    }
    return undefined;
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCodeOf(error) ?? '') ? 'FILE_NOT_FOUND' : 'FILE_NOT_READABLE';
  }
}

async function entriesOf(folder: string, walk: Walk): Promise<{ files: string[]; folders: string[] }> {
  const files: string[] = [];
  const folders: string[] = [];
  for await (const entry of await opendir(folder, { bufferSize: 256 })) {
    if (isEnough(walk) || walk.files.length + files.length > walk.most) break;
    const { name } = entry;
    if (name.startsWith('.') || passedOver.has(name.toLowerCase())) continue;
    const kind = entry.isSymbolicLink() ? await kindBehind(path.join(folder, name)) : entry;
    if (kind?.isDirectory() === true) folders.push(name);
    else if (kind?.isFile() === true && isAudioName(name)) files.push(name);
  }
  return { files: files.sort(inOrder), folders: folders.sort(inOrder) };
}

/** Undefined for a link that leads nowhere. */
function kindBehind(link: string) {
  return stat(link).catch(() => undefined);
}

function isEnough({ files, most, isOver }: Walk): boolean {
  return isOver() || files.length > most;
}

function isAudioName(name: string): boolean {
  return recordingExtensions.includes(path.extname(name).slice(1).toLowerCase());
}

/** `2.wav` before `10.wav`; names that only differ in case or accents still have one order. */
function inOrder(a: string, b: string): number {
  return byName.compare(a, b) || (a < b ? -1 : 1);
}
