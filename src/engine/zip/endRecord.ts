import { damagedFile } from '../bytes/refusals.ts';
import type { ByteSource } from '../bytes/types.ts';

/*
 * The end of a zip file says where its table of contents is.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.14 – 4.3.16
 */
const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT_BYTES = 0xffff;
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_BYTES = 20;
const END_64_SIGNATURE = 0x06064b50;
const END_64_BYTES = 56;
const SEE_ZIP64_16 = 0xffff;
const SEE_ZIP64_32 = 0xffffffff;

/** Where the table of contents lies, bytes from the start of the file. */
export type DirectoryPlace = {
  readonly startByte: number;
  readonly sizeBytes: number;
  readonly entryCount: number;
};

/** @throws AppError VOICE_FILE_DAMAGED */
export function findDirectory(source: ByteSource): DirectoryPlace {
  const tailBytes = Math.min(source.sizeBytes, END_BYTES + LONGEST_COMMENT_BYTES);
  const tail = new DataView(source.read(source.sizeBytes - tailBytes, tailBytes).buffer);
  const endOffset = lastEndRecord(tail);
  if (endOffset < 0) throw damagedFile(source.name, 'cut-off');
  const entryCount = tail.getUint16(endOffset + 10, true);
  const sizeBytes = tail.getUint32(endOffset + 12, true);
  const startByte = tail.getUint32(endOffset + 16, true);
  const endByte = source.sizeBytes - tailBytes + endOffset;
  const isZip64 = entryCount === SEE_ZIP64_16 || sizeBytes === SEE_ZIP64_32 || startByte === SEE_ZIP64_32;
  const place = (isZip64 ? findDirectory64(source, endByte) : null) ?? { startByte, sizeBytes, entryCount };
  if (place.startByte + place.sizeBytes > endByte) throw damagedFile(source.name, 'size-disagrees', 'zip');
  return place;
}

function lastEndRecord(tail: DataView): number {
  for (let offset = tail.byteLength - END_BYTES; offset >= 0; offset--) {
    if (tail.getUint32(offset, true) !== END_SIGNATURE) continue;
    // A comment that looks like an end record is not followed by exactly its own comment.
    if (offset + END_BYTES + tail.getUint16(offset + 20, true) === tail.byteLength) return offset;
  }
  return -1;
}

/** Null where there is none: the numbers of the short record are then meant as they are. */
function findDirectory64(source: ByteSource, endByte: number): DirectoryPlace | null {
  if (endByte < LOCATOR_BYTES) return null;
  const locator = new DataView(source.read(endByte - LOCATOR_BYTES, LOCATOR_BYTES).buffer);
  if (locator.getUint32(0, true) !== LOCATOR_SIGNATURE) return null;
  const recordByte = Number(locator.getBigUint64(8, true));
  if (recordByte + END_64_BYTES > endByte) throw damagedFile(source.name, 'size-disagrees', 'zip64');
  const record = new DataView(source.read(recordByte, END_64_BYTES).buffer);
  if (record.getUint32(0, true) !== END_64_SIGNATURE) throw damagedFile(source.name, 'bad-structure', 'zip64');
  return {
    entryCount: Number(record.getBigUint64(32, true)),
    sizeBytes: Number(record.getBigUint64(40, true)),
    startByte: Number(record.getBigUint64(48, true)),
  };
}
