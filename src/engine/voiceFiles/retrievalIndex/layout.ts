import { AppError } from '../../../contract/errors.ts';
import type { Allowance } from '../../bytes/allowance.ts';
import type { ByteSource } from '../../bytes/types.ts';
import { damagedFile, notAVoice, unsupportedFile } from '../../bytes/refusals.ts';
import { FieldCursor } from './fieldCursor.ts';
import { indexKinds, listKinds, metricNames } from './kinds.ts';

/** faiss writes this number twice after the counts of every header. */
const headerMark = 2 ** 20;
const metricL2 = 1;
/** The widths of RVC's features; others belong to other programs. */
const knownWidths: readonly number[] = [256, 768];
/** Programs make at most 16·√N lists; 65 536 would be an index of 16 million features. */
const maximumLists = 65_536;

/** Where everything lies in an IVF-Flat file, with nothing but its sizes and centres read. */
export type IndexLayout = {
  readonly width: number;
  readonly vectorCount: number;
  readonly listCount: number;
  readonly probeCount: number;
  /** [listCount, width] */
  readonly centres: Float32Array<ArrayBuffer>;
  /** [listCount] rows */
  readonly listSizes: Float64Array;
  /** [listCount] first byte of the list's vectors; its ids follow them. */
  readonly listStarts: Float64Array;
};

/**
 * Reads the header, centres and list sizes of an IVF-Flat index with metric L2 (specs of faiss 1.7 and later: the
 * four-character names and fields of `index_write.cpp`). Takes `listCount · (width · 4 + 16)` bytes from the allowance.
 * @throws AppError NOT_A_VOICE for what is no index, VOICE_UNSUPPORTED for other sorts, VOICE_FILE_DAMAGED
 * @throws AllowanceExceeded
 */
export function readLayout(source: ByteSource, allowance: Allowance): IndexLayout {
  if (source.sizeBytes === 0) throw notAVoice(source.name, 'empty');
  const cursor = new FieldCursor(source);
  const { width, vectorCount } = readKind(cursor, source.name);
  const listCount = cursor.count('nlist');
  const probeCount = cursor.count('nprobe');
  if (listCount > maximumLists) throw damagedFile(source.name, 'too-large', 'nlist');
  if (listCount === 0 || probeCount === 0) throw damagedFile(source.name, 'bad-structure', 'nlist');
  const centres = readCentres(cursor, source, { width, listCount, allowance });
  skipDirectMap(cursor, source.name, vectorCount);
  readListHeader(cursor, source.name, { width, listCount });
  allowance.take(16 * listCount);
  const listSizes = readListSizes(cursor, source.name, listCount);
  const listStarts = placeLists(cursor, source, { width, vectorCount, listSizes });
  return { width, vectorCount, listCount, probeCount: Math.min(probeCount, listCount), centres, listSizes, listStarts };
}

/**
 * Width and count of an index that can be used here, from the first few bytes.
 * @throws AppError as `readLayout`
 */
export function indexHeaderOf(source: ByteSource): { readonly width: number; readonly vectorCount: number } {
  if (source.sizeBytes === 0) throw notAVoice(source.name, 'empty');
  const { width, vectorCount } = readKind(new FieldCursor(source), source.name);
  return { width, vectorCount };
}

/** The first four characters and the header after them: everything that decides whether this is an index for us. */
function readKind(cursor: FieldCursor, file: string): { width: number; vectorCount: number } {
  if (!cursor.has(4)) throw notAVoice(file, 'unknown');
  const word = cursor.word('kind');
  const kind = indexKinds.get(word);
  if (kind === undefined && !(cursor.has(33) && looksLikeHeader(cursor, file, word))) {
    throw notAVoice(file, 'unknown');
  }
  if (word !== 'IwFl') throw unsupportedFile(file, 'index-kind', kind ?? word);
  const header = readHeader(cursor, file);
  if (header.metric !== metricL2) {
    throw unsupportedFile(file, 'index-metric', metricNames.get(header.metric) ?? String(header.metric));
  }
  if (header.vectorCount === 0 || !header.isTrained) throw unsupportedFile(file, 'index-empty');
  if (header.width > 2 ** 16 || header.width < 1) throw damagedFile(file, 'too-large', 'd');
  if (!knownWidths.includes(header.width)) throw unsupportedFile(file, 'index-width', String(header.width));
  return header;
}

type IndexHeader = { width: number; vectorCount: number; isTrained: boolean; metric: number };

function readHeader(cursor: FieldCursor, file: string): IndexHeader {
  const width = cursor.int32('d');
  const vectorCount = cursor.count('ntotal');
  if (cursor.count('header') !== headerMark || cursor.count('header') !== headerMark) {
    throw damagedFile(file, 'bad-structure', 'header');
  }
  const isTrained = cursor.byte('is_trained') !== 0;
  const metric = cursor.int32('metric');
  if (metric > metricL2) cursor.skip(4, 'metric_arg');
  return { width, vectorCount, isTrained, metric };
}

/** A sort of index this program has no name for still has the header of an index. */
function looksLikeHeader(cursor: FieldCursor, file: string, word: string): boolean {
  if (!/^I[A-Za-z0-9]{3}$/.test(word)) return false;
  try {
    readHeader(cursor, file);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function readCentres(
  cursor: FieldCursor,
  source: ByteSource,
  { width, listCount, allowance }: { width: number; listCount: number; allowance: Allowance },
): Float32Array<ArrayBuffer> {
  const word = cursor.word('quantizer');
  if (word !== 'IxF2') {
    const kind = indexKinds.get(word);
    if (kind === undefined) throw damagedFile(source.name, 'bad-structure', 'quantizer');
    throw unsupportedFile(source.name, 'index-kind', `IVF(${kind})`);
  }
  const header = readHeader(cursor, source.name);
  if (header.width !== width || header.vectorCount !== listCount || header.metric !== metricL2) {
    throw damagedFile(source.name, 'size-disagrees', 'quantizer');
  }
  if (cursor.count('centres') !== listCount * width) throw damagedFile(source.name, 'size-disagrees', 'centres');
  const start = cursor.position;
  cursor.skip(4 * listCount * width, 'centres');
  allowance.take(4 * listCount * width);
  const bytes = source.read(start, 4 * listCount * width);
  const centres = floatsOf(bytes);
  if (!centres.every(Number.isFinite)) throw damagedFile(source.name, 'not-a-number', 'centres');
  return centres;
}

/** Little-endian floats; the platforms that Electron runs on are little-endian too. */
export function floatsOf(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
}

/** The direct map leads from an id to its place; a search never needs it. */
function skipDirectMap(cursor: FieldCursor, file: string, vectorCount: number): void {
  const type = cursor.byte('direct map');
  if (type > 2) throw damagedFile(file, 'bad-structure', 'direct map');
  const arrayLength = cursor.count('direct map');
  if (arrayLength !== (type === 1 ? vectorCount : 0)) throw damagedFile(file, 'size-disagrees', 'direct map');
  cursor.skip(8 * arrayLength, 'direct map');
  if (type !== 2) return;
  const pairCount = cursor.count('direct map');
  if (pairCount !== vectorCount) throw damagedFile(file, 'size-disagrees', 'direct map');
  cursor.skip(16 * pairCount, 'direct map');
}

function readListHeader(
  cursor: FieldCursor,
  file: string,
  expected: { readonly width: number; readonly listCount: number },
): void {
  const word = cursor.word('lists');
  if (word !== 'ilar') {
    const kind = listKinds.get(word) ?? (/^il[a-z0-9]{2}$/.test(word) ? word : null);
    throw kind === null ? damagedFile(file, 'bad-structure', 'lists') : unsupportedFile(file, 'index-kind', kind);
  }
  if (cursor.count('lists') !== expected.listCount) throw damagedFile(file, 'size-disagrees', 'lists');
  if (cursor.count('code_size') !== 4 * expected.width) throw damagedFile(file, 'size-disagrees', 'code_size');
}

/** [listCount] rows of every list, from the full or the sparse form. */
function readListSizes(cursor: FieldCursor, file: string, listCount: number): Float64Array {
  const sizes = new Float64Array(listCount);
  const form = cursor.word('list sizes');
  const count = cursor.count('list sizes');
  if (form === 'full') {
    if (count !== listCount) throw damagedFile(file, 'size-disagrees', 'list sizes');
    for (let list = 0; list < listCount; list++) sizes[list] = cursor.count('list sizes');
    return sizes;
  }
  if (form !== 'sprs') throw damagedFile(file, 'bad-structure', 'list sizes');
  if (count % 2 !== 0 || count > 2 * listCount) throw damagedFile(file, 'size-disagrees', 'list sizes');
  let before = -1;
  for (let pair = 0; pair < count / 2; pair++) {
    const list = cursor.count('list sizes');
    // The rows lie in the order of the lists, so pairs out of order would give rows to the wrong list.
    if (list <= before || list >= listCount) throw damagedFile(file, 'bad-structure', 'list sizes');
    sizes[list] = cursor.count('list sizes');
    before = list;
  }
  return sizes;
}

/** [listCount] first byte of every list; all of them together must be the index's vectors and lie in the file. */
function placeLists(
  cursor: FieldCursor,
  source: ByteSource,
  { width, vectorCount, listSizes }: { width: number; vectorCount: number; listSizes: Float64Array },
): Float64Array {
  const starts = new Float64Array(listSizes.length);
  let total = 0;
  for (let list = 0; list < listSizes.length; list++) {
    starts[list] = cursor.position;
    total += listSizes[list];
    if (total > vectorCount) throw damagedFile(source.name, 'size-disagrees', 'ntotal');
    cursor.skip(listSizes[list] * (4 * width + 8), 'lists');
  }
  if (total !== vectorCount) throw damagedFile(source.name, 'size-disagrees', 'ntotal');
  return starts;
}
