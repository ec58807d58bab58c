import { damagedFile } from '../bytes/refusals.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { Storage } from '../weights/storedTensor.ts';
import type { ZipArchive, ZipEntry } from '../zip/types.ts';
import { checkpointLimits } from './limits.ts';
import type { OpenStorage } from './storages.ts';

/** Storages of the zip layout: the entry `<root>/data/<key>` each. */
export function zipStorages(file: string, archive: ZipArchive, rootFolder: string): OpenStorage {
  const entries = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const unpacked = lastUnpacked(file, archive);
  return (key, numbers, elementCount): Storage => {
    const entry = entries.get(`${rootFolder}data/${key}`);
    if (entry === undefined) throw damagedFile(file, 'missing-part', `data/${key}`);
    if (entry.sizeBytes !== elementCount * numbers.itemBytes) throw damagedFile(file, 'size-disagrees', `data/${key}`);
    const read = entry.method === 'stored' ? storedReader(file, archive, entry) : deflatedReader(unpacked, entry);
    return { file, key: `data/${key}`, numbers, elementCount, read };
  };
}

/** Checks the checksum of an entry the first time that any of it is read, together with the reading where it can. */
function storedReader(file: string, archive: ZipArchive, entry: ZipEntry): Storage['read'] {
  let source: ByteSource | null = null;
  let isChecked = false;
  return (startByte, byteCount) => {
    source ??= archive.open(entry);
    if (!isChecked && byteCount < entry.sizeBytes) {
      archive.checkStored(entry);
      isChecked = true;
    }
    const bytes = source.read(startByte, byteCount);
    if (!isChecked && !archive.isIntact(entry, bytes)) throw damagedFile(file, 'checksum', entry.name);
    isChecked = true;
    return bytes;
  };
}

function deflatedReader(unpacked: (entry: ZipEntry) => Uint8Array<ArrayBuffer>, entry: ZipEntry): Storage['read'] {
  return (startByte, byteCount) => unpacked(entry).slice(startByte, startByte + byteCount);
}

/**
 * Keeps what was unpacked last, as several tensors may lie in one storage. Small tensors that lie in two large ones in turn
 * would have them unpacked without end.
 */
function lastUnpacked(file: string, archive: ZipArchive): (entry: ZipEntry) => Uint8Array<ArrayBuffer> {
  const packedBytes = archive.entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  let leftBytes = checkpointLimits.sharedBytes + checkpointLimits.unpackings * packedBytes;
  let last: { readonly entry: ZipEntry; readonly bytes: Uint8Array<ArrayBuffer> } | null = null;
  return (entry) => {
    if (last?.entry !== entry) {
      leftBytes -= entry.sizeBytes;
      if (leftBytes < 0) throw damagedFile(file, 'too-large', entry.name);
      last = null;
      last = { entry, bytes: archive.read(entry) };
    }
    return last.bytes;
  };
}
