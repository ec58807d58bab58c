import { ByteCursor } from '../bytes/byteCursor.ts';
import { memorySource } from '../bytes/memorySource.ts';
import { damagedFile, unsafeFile, unsupportedFile } from '../bytes/refusals.ts';
import { textOf } from '../bytes/text.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { DirectoryPlace } from './endRecord.ts';
import { zipLimits, type ZipRatios } from './limits.ts';
import type { ZipEntry } from './types.ts';

const HEADER_SIGNATURE = 0x02014b50;
const HEADER_BYTES = 46;
const ENCRYPTED_FLAG = 1;
const STORED = 0;
const DEFLATED = 8;
const ZIP64_EXTRA = 1;
const SEE_ZIP64 = 0xffffffff;
const FILE_TYPE_MASK = 0xf000;
const SYMBOLIC_LINK = 0xa000;

/** An entry with what only its reader needs. */
export type PlacedEntry = ZipEntry & {
  readonly crc32: number;
  readonly headerByte: number;
  /** Where the next entry or the table of contents begins. */
  readonly limitByte: number;
};

type FoundEntry = Omit<PlacedEntry, 'limitByte'>;

/** @throws AppError VOICE_FILE_DAMAGED, VOICE_FILE_UNSAFE, VOICE_UNSUPPORTED */
export function readDirectory(source: ByteSource, place: DirectoryPlace, ratios: ZipRatios): PlacedEntry[] {
  const file = source.name;
  const { entries = zipLimits.entries, directoryBytes = zipLimits.directoryBytes } = ratios;
  const isTooMuch = place.entryCount > entries || place.sizeBytes > directoryBytes;
  if (isTooMuch) throw damagedFile(file, 'too-large', 'zip');
  if (place.entryCount * HEADER_BYTES > place.sizeBytes) throw damagedFile(file, 'size-disagrees', 'zip');
  const cursor = new ByteCursor(memorySource(file, source.read(place.startByte, place.sizeBytes)));
  const found = Array.from({ length: place.entryCount }, () => readHeader(file, cursor));
  for (const entry of found) refuseImpossible(source, entry);
  refuseBomb(source, found, ratios);
  return placed(file, found, place.startByte);
}

function readHeader(file: string, cursor: ByteCursor): FoundEntry {
  if (cursor.uint32() !== HEADER_SIGNATURE) throw damagedFile(file, 'bad-structure', 'zip');
  cursor.skip(4);
  const flags = cursor.uint16();
  const methodCode = cursor.uint16();
  cursor.skip(4);
  const crc32 = cursor.uint32();
  const compressed32 = cursor.uint32();
  const size32 = cursor.uint32();
  const nameBytes = cursor.uint16();
  const extraBytes = cursor.uint16();
  const commentBytes = cursor.uint16();
  cursor.skip(4);
  const mode = cursor.uint32() >>> 16;
  const header32 = cursor.uint32();
  if (nameBytes > zipLimits.nameBytes) throw damagedFile(file, 'too-large', 'zip');
  const name = textOf(cursor.bytes(nameBytes));
  const wide = wideNumbers(file, cursor.bytes(extraBytes).slice(), [size32, compressed32, header32]);
  cursor.skip(commentBytes);
  if ((flags & ENCRYPTED_FLAG) !== 0) throw unsupportedFile(file, 'encrypted', name);
  if ((mode & FILE_TYPE_MASK) === SYMBOLIC_LINK || isPathTrick(name)) throw unsafeFile(file, name);
  if (methodCode !== STORED && methodCode !== DEFLATED) throw unsupportedFile(file, 'compression', name);
  const [sizeBytes, compressedBytes, headerByte] = wide;
  return { name, crc32, sizeBytes, compressedBytes, headerByte, method: methodCode === STORED ? 'stored' : 'deflated' };
}

/** Numbers too wide for 32 bits are in the extra field, in this order, those that fit left out. */
function wideNumbers(file: string, extra: Uint8Array, narrow: [number, number, number]): [number, number, number] {
  if (!narrow.includes(SEE_ZIP64)) return narrow;
  const cursor = new ByteCursor(memorySource(file, extra));
  while (cursor.remainingBytes >= 4) {
    const id = cursor.uint16();
    const bytes = cursor.uint16();
    if (id !== ZIP64_EXTRA) {
      cursor.skip(bytes);
      continue;
    }
    const [size, compressed, header] = narrow;
    const wide = (number: number): number => (number === SEE_ZIP64 ? cursor.uint64() : number);
    return [wide(size), wide(compressed), wide(header)];
  }
  return narrow;
}

/** A name that would leave the folder it is unpacked to. Nothing is unpacked by these names, yet no voice has them. */
function isPathTrick(name: string): boolean {
  const isAbsolute = /^[/\\]|^[A-Za-z]:/.test(name);
  return isAbsolute || /\p{Cc}/u.test(name) || name.split(/[/\\]/).includes('..');
}

function refuseImpossible({ name: file, sizeBytes }: ByteSource, entry: FoundEntry): void {
  const isStoredWrong = entry.method === 'stored' && entry.compressedBytes !== entry.sizeBytes;
  if (!Number.isSafeInteger(entry.sizeBytes) || entry.compressedBytes > sizeBytes || isStoredWrong) {
    throw damagedFile(file, 'too-large', entry.name);
  }
}

function refuseBomb({ name: file, sizeBytes }: ByteSource, entries: readonly FoundEntry[], ratios: ZipRatios): void {
  let totalBytes = 0;
  for (const entry of entries) {
    totalBytes += entry.sizeBytes;
    const isSmall = entry.sizeBytes <= zipLimits.smallEntryBytes;
    if (!isSmall && entry.sizeBytes > entry.compressedBytes * ratios.entryRatio) {
      throw unsafeFile(file, ratioOf(entry.name, entry.sizeBytes, entry.compressedBytes));
    }
  }
  if (totalBytes > zipLimits.smallEntryBytes + sizeBytes * ratios.archiveRatio) {
    throw unsafeFile(file, ratioOf(file, totalBytes, sizeBytes));
  }
}

function ratioOf(name: string, bytes: number, compressedBytes: number): string {
  return `${name}: ${String(compressedBytes)} → ${String(bytes)} B`;
}

/** Entries share no byte: an archive that lists one piece of data a thousand times is a trick or damaged. */
function placed(file: string, found: readonly FoundEntry[], directoryByte: number): PlacedEntry[] {
  const names = new Set(found.map(({ name }) => name));
  if (names.size !== found.length) throw damagedFile(file, 'bad-structure', 'zip');
  const limits = new Map<FoundEntry, number>();
  let limitByte = directoryByte;
  for (const entry of found.toSorted((a, b) => b.headerByte - a.headerByte)) {
    if (entry.headerByte + entry.compressedBytes > limitByte) throw damagedFile(file, 'size-disagrees', entry.name);
    limits.set(entry, limitByte);
    limitByte = entry.headerByte;
  }
  return found.map((entry) => ({ ...entry, limitByte: limits.get(entry) ?? directoryByte }));
}
