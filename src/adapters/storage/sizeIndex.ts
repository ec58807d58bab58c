import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partPath } from '../cache/atomicFile.ts';
import { sizeOfFolder, type FolderSize } from './folderSizes.ts';

type Known = FolderSize & { readonly modifiedMs: number };

/** A take that is being rendered has this file, and it grows without a trace in its folder's time. */
const growingName = 'raw.f32';

/**
 * How large the folders of takes are, remembered in the cache by the time of their last change: of a hundred thousand takes
 * hardly any has changed since the last look, and to ask for one time each is ten times as fast as for all their files.
 */
export class SizeIndex {
  readonly #file: string;
  readonly #known: ReadonlyMap<string, Known>;
  readonly #seen = new Map<string, Known>();

  constructor(cacheFolder: string) {
    this.#file = join(cacheFolder, 'sizes', 'takes.txt');
    this.#known = readKnown(this.#file);
  }

  sizeOf(parent: string, name: string, checkpoint: () => void): FolderSize {
    const folder = join(parent, name);
    const modifiedMs = lstatSync(folder, { throwIfNoEntry: false })?.mtimeMs;
    if (modifiedMs === undefined) return { bytes: 0, fileCount: 0 };
    const known = this.#known.get(name);
    const size = known?.modifiedMs === modifiedMs ? known : { ...sizeOfFolder(folder, checkpoint), modifiedMs };
    if (size === known || !existsSync(join(folder, growingName))) this.#seen.set(name, size);
    return size;
  }

  /** Keeps what was seen; a disk without room for it loses nothing but time. */
  save(): void {
    const lines = [...this.#seen].map(
      ([name, { modifiedMs, bytes, fileCount }]) => `${name} ${[modifiedMs, bytes, fileCount].join(' ')}\n`,
    );
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      const part = partPath(this.#file);
      writeFileSync(part, lines.join(''));
      renameSync(part, this.#file);
    } catch {
      // The next look takes as long as this one did.
    }
  }
}

/** As last read by this thread: the takes are asked about page by page. */
let lastRead:
  { readonly file: string; readonly modifiedMs: number; readonly known: ReadonlyMap<string, Known> } | undefined;

function readKnown(file: string): ReadonlyMap<string, Known> {
  const modifiedMs = lstatSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (modifiedMs === undefined) return new Map();
  if (lastRead?.file === file && lastRead.modifiedMs === modifiedMs) return lastRead.known;
  const known = parsedSizes(file);
  lastRead = { file, modifiedMs, known };
  return known;
}

function parsedSizes(file: string): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [name = '', ...numbers] = line.split(' ');
    const [modifiedMs, bytes, fileCount] = numbers.map(Number);
    const isWhole = modifiedMs !== undefined && bytes !== undefined && fileCount !== undefined && numbers.length === 3;
    if (isWhole && numbers.every((text) => text !== '')) known.set(name, { modifiedMs, bytes, fileCount });
  }
  return known;
}
