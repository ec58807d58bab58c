import type { Allowance } from '../bytes/allowance.ts';
import { memorySource, windowSource } from '../bytes/memorySource.ts';
import { damagedFile, refusing, shownItem } from '../bytes/refusals.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { readDirectory, type PlacedEntry } from './directory.ts';
import { findDirectory } from './endRecord.ts';
import { zipLimits, type ZipRatios } from './limits.ts';
import type { ZipArchive, ZipEntry } from './types.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
/** Read at a time while a checksum is made, bytes. */
const PIECE_BYTES = 2 ** 20;

/**
 * The archive's table of contents, checked; entries are read when they are asked for. Sizes come from the table, as the
 * local headers of those with a data descriptor have none; where the data begins, from the local header.
 *
 * @param allowance bounds what is held while an entry is read
 * @param ratios how far data may shrink and be no bomb
 * @throws AppError VOICE_FILE_DAMAGED, VOICE_FILE_UNSAFE (path tricks, bombs), VOICE_UNSUPPORTED (encrypted and the like)
 */
export function readZip(
  source: ByteSource,
  tools: ByteTools,
  allowance: Allowance,
  ratios: ZipRatios = zipLimits,
): ZipArchive {
  const file = source.name;
  const entries = refusing(file, 'zip', () => readDirectory(source, findDirectory(source), ratios));
  const reader = { source, tools, allowance, placeOf: placeFinder(file, entries) };
  return {
    entries,
    read: (entry) => refusing(file, entry.name, () => readEntry(reader, reader.placeOf(entry))),
    open: (entry) => refusing(file, entry.name, () => openEntry(reader, reader.placeOf(entry))),
    checkStored: (entry) => refusing(file, entry.name, () => checkStored(reader, reader.placeOf(entry))),
    isIntact: (entry, bytes) => tools.crc32(bytes) === reader.placeOf(entry).crc32,
  };
}

type EntryReader = {
  readonly source: ByteSource;
  readonly tools: ByteTools;
  readonly allowance: Allowance;
  readonly placeOf: (entry: ZipEntry) => PlacedEntry;
};

function placeFinder(file: string, entries: readonly PlacedEntry[]): (entry: ZipEntry) => PlacedEntry {
  const places = new Map<ZipEntry, PlacedEntry>(entries.map((entry) => [entry, entry]));
  return (entry) => {
    const place = places.get(entry);
    if (place === undefined) throw damagedFile(file, 'missing-part', entry.name);
    return place;
  };
}

function readEntry({ source, tools, allowance }: EntryReader, entry: PlacedEntry): Uint8Array<ArrayBuffer> {
  const isStored = entry.method === 'stored';
  const heldBytes = entry.sizeBytes + (isStored ? 0 : entry.compressedBytes);
  allowance.take(heldBytes);
  try {
    const raw = source.read(dataStart(source, entry), entry.compressedBytes);
    const bytes = isStored ? raw : inflate(source.name, tools, entry, raw);
    if (tools.crc32(bytes) !== entry.crc32) throw damagedFile(source.name, 'checksum', entry.name);
    return bytes;
  } finally {
    allowance.giveBack(heldBytes);
  }
}

function inflate(file: string, tools: ByteTools, entry: PlacedEntry, raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = inflated(file, tools, entry, raw);
  if (bytes.length !== entry.sizeBytes) throw damagedFile(file, 'size-disagrees', entry.name);
  return bytes;
}

function inflated(file: string, tools: ByteTools, entry: PlacedEntry, raw: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    return tools.inflateRaw(raw, entry.sizeBytes);
  } catch (error) {
    throw damagedFile(file, error instanceof RangeError ? 'size-disagrees' : 'checksum', entry.name);
  }
}

function openEntry(reader: EntryReader, entry: PlacedEntry): ByteSource {
  const name = shownItem(entry.name.slice(entry.name.lastIndexOf('/') + 1));
  if (entry.method === 'deflated') return memorySource(name, readEntry(reader, entry));
  return windowSource(reader.source, name, dataStart(reader.source, entry), entry.sizeBytes);
}

function checkStored({ source, tools }: EntryReader, entry: PlacedEntry): void {
  const startByte = dataStart(source, entry);
  let crc32 = tools.crc32(new Uint8Array(0));
  for (let done = 0; done < entry.sizeBytes; done += PIECE_BYTES) {
    crc32 = tools.crc32(source.read(startByte + done, Math.min(PIECE_BYTES, entry.sizeBytes - done)), crc32);
  }
  if (crc32 !== entry.crc32) throw damagedFile(source.name, 'checksum', entry.name);
}

/** The local header has its own name and extra field; writers pad with the latter to align the data. */
function dataStart(source: ByteSource, entry: PlacedEntry): number {
  const header = new DataView(source.read(entry.headerByte, LOCAL_BYTES).buffer);
  if (header.getUint32(0, true) !== LOCAL_SIGNATURE) throw damagedFile(source.name, 'bad-structure', entry.name);
  const startByte = entry.headerByte + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (startByte + entry.compressedBytes > entry.limitByte) {
    throw damagedFile(source.name, 'size-disagrees', entry.name);
  }
  return startByte;
}
