import { ByteCursor } from '../bytes/byteCursor.ts';
import { damagedFile } from '../bytes/refusals.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { Storage } from '../weights/storedTensor.ts';
import { PickleMachine, type PickleHost } from './pickleMachine.ts';
import { runPickle } from './pickleSteps.ts';
import { Storages, type OpenStorage } from './storages.ts';
import { isMap, type CheckpointValue } from './types.ts';

/*
 * The layout before PyTorch 1.6: pickles of a mark, a version, a description of the machine, the object, and the keys of
 * the storages; then each storage as an element count and its bytes. Nothing has a checksum.
 */
const MARK = 0x1950a86a20f9469cfc6cn;
const VERSION = 1001;
/** PROTO 2, LONG1 of 10 bytes: the mark. */
const MARK_BYTES = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e] as const;
const COUNT_BYTES = 8;

export function isLegacyCheckpoint(source: ByteSource): boolean {
  if (source.sizeBytes < MARK_BYTES.length) return false;
  const start = source.read(0, MARK_BYTES.length);
  return MARK_BYTES.every((byte, i) => start[i] === byte);
}

/**
 * @param hostFor the names and storages that the pickles may refer to
 * @throws AppError, AllowanceExceeded, RangeError at the end of the file
 */
export function readLegacy(source: ByteSource, hostFor: (storages: Storages) => PickleHost): CheckpointValue {
  const file = source.name;
  const dataStarts = new Map<string, number>();
  const storages = new Storages(file, storageOpener(source, dataStarts));
  const host = hostFor(storages);
  const cursor = new ByteCursor(source);
  const next = (): CheckpointValue => runPickle(new PickleMachine(cursor, host));
  if (next() !== MARK || next() !== VERSION) throw damagedFile(file, 'version', 'PyTorch');
  const machine = next();
  if (isMap(machine) && machine.get('little_endian') === false) throw damagedFile(file, 'bad-structure', 'big-endian');
  const root = next();
  placeStorages(cursor, next(), storages, dataStarts);
  storages.refuseExcess();
  return root;
}

function storageOpener(source: ByteSource, dataStarts: ReadonlyMap<string, number>): OpenStorage {
  return (key, numbers, elementCount): Storage => ({
    file: source.name,
    key,
    numbers,
    elementCount,
    read(startByte, byteCount) {
      const dataStart = dataStarts.get(key);
      if (dataStart === undefined) throw damagedFile(source.name, 'missing-part', key);
      return source.read(dataStart + startByte, byteCount);
    },
  });
}

/** Walks over the storages at the end of the file, which lie in the order of the list of keys. */
function placeStorages(
  cursor: ByteCursor,
  keys: CheckpointValue,
  storages: Storages,
  dataStarts: Map<string, number>,
): void {
  const { file } = storages;
  if (!Array.isArray(keys)) throw damagedFile(file, 'bad-structure', 'storages');
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.byKey.get(key) : undefined;
    if (storage === undefined || dataStarts.has(storage.key)) throw damagedFile(file, 'bad-structure', 'storages');
    if (cursor.uint64() !== storage.elementCount) throw damagedFile(file, 'size-disagrees', storage.key);
    dataStarts.set(storage.key, cursor.position);
    cursor.skip(storage.elementCount * storage.numbers.itemBytes);
  }
  const missing = [...storages.byKey.keys()].find((key) => !dataStarts.has(key));
  if (missing !== undefined) throw damagedFile(file, 'missing-part', missing);
  // A few bytes of padding are met in the wild; another storage's worth is another file.
  if (cursor.remainingBytes > COUNT_BYTES * keys.length) throw damagedFile(file, 'size-disagrees', 'storages');
}
