import { Allowance } from '../bytes/allowance.ts';
import { damagedFile, refusing } from '../bytes/refusals.ts';
import { utf8Text } from '../bytes/text.ts';
import type { ByteSource } from '../bytes/types.ts';
import { storedNumbers, type StoredNumbers } from './storedNumbers.ts';
import { StoredTensor } from './storedTensor.ts';
import type { Weights } from './types.ts';

/*
 * https://github.com/huggingface/safetensors#format: the length of a JSON header, the header, the data. The header has for
 * each name the type, the shape, and where its data begins and ends, counted from the end of the header.
 */
const LENGTH_BYTES = 8;
const OPENING_BRACE = 0x7b;
const METADATA_NAME = '__metadata__';
/** A content model has 0.03 MB. */
const LARGEST_HEADER_BYTES = 4 * 2 ** 20;
/** What a parsed header costs at most per byte of it: lists of empty lists. */
const PARSED_PER_BYTE = 40;
const HELD_BYTES = 256 * 2 ** 20;

const types: Readonly<Record<string, StoredNumbers>> = {
  F16: storedNumbers.float16,
  BF16: storedNumbers.bfloat16,
  F32: storedNumbers.float32,
  F64: storedNumbers.float64,
  I64: storedNumbers.int64,
  I32: storedNumbers.int32,
  I16: storedNumbers.int16,
  I8: storedNumbers.int8,
  U8: storedNumbers.uint8,
  BOOL: storedNumbers.uint8,
};

/** A plausible length and the start of JSON behind it. */
export function isSafetensors(source: ByteSource): boolean {
  if (source.sizeBytes < LENGTH_BYTES + 2) return false;
  const start = new DataView(source.read(0, LENGTH_BYTES + 1).buffer);
  const headerBytes = start.getBigUint64(0, true);
  return start.getUint8(LENGTH_BYTES) === OPENING_BRACE && headerBytes >= 2n && headerBytes < 2n ** 40n;
}

/**
 * The tensors of a safetensors file; their numbers are read when they are asked for.
 * @throws AppError VOICE_FILE_DAMAGED
 */
export function readSafetensors(source: ByteSource, allowance = new Allowance(HELD_BYTES)): Weights {
  const file = source.name;
  return refusing(file, '', () => {
    if (!isSafetensors(source)) throw damagedFile(file, 'bad-structure', 'safetensors');
    const headerBytes = Number(new DataView(source.read(0, LENGTH_BYTES).buffer).getBigUint64(0, true));
    if (headerBytes > LARGEST_HEADER_BYTES) throw damagedFile(file, 'too-large', 'safetensors');
    allowance.take(headerBytes * PARSED_PER_BYTE);
    const header = parseHeader(file, source.read(LENGTH_BYTES, headerBytes));
    const dataStart = LENGTH_BYTES + headerBytes;
    const places = Object.entries(header)
      .filter(([name]) => name !== METADATA_NAME)
      .map(([name, value]) => placeOf(file, name, value));
    refuseOverlaps(file, places, source.sizeBytes - dataStart);
    return new Map(places.map((place) => [place.name, tensorAt(source, dataStart, place)]));
  });
}

function parseHeader(file: string, bytes: Uint8Array): object {
  try {
    const header: unknown = JSON.parse(utf8Text(bytes) ?? '');
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header;
  } catch {
    // Said below, as for a header that is JSON and no object.
  }
  throw damagedFile(file, 'bad-structure', 'safetensors');
}

type Place = {
  readonly name: string;
  readonly numbers: StoredNumbers;
  readonly dims: readonly number[];
  readonly startByte: number;
  readonly endByte: number;
};

function placeOf(file: string, name: string, value: unknown): Place {
  const { dtype, shape, data_offsets: offsets }: Record<string, unknown> = isRecord(value) ? value : {};
  const [startByte, endByte] = isWholeList(offsets) && offsets.length === 2 ? offsets : [];
  const isKnown = typeof dtype === 'string' && Object.hasOwn(types, dtype) && isWholeList(shape);
  if (!isKnown || startByte === undefined || endByte === undefined) throw damagedFile(file, 'bad-structure', name);
  const numbers = types[dtype];
  const elementCount = shape.reduce((product, size) => product * size, 1);
  if (endByte - startByte !== elementCount * numbers.itemBytes) throw damagedFile(file, 'size-disagrees', name);
  return { name, numbers, dims: shape, startByte, endByte };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isWholeList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && Number(item) >= 0);
}

function refuseOverlaps(file: string, places: readonly Place[], dataBytes: number): void {
  let nextByte = 0;
  for (const { name, startByte, endByte } of places.toSorted((a, b) => a.startByte - b.startByte)) {
    if (endByte > dataBytes) throw damagedFile(file, 'cut-off', name);
    if (endByte > startByte && startByte < nextByte) throw damagedFile(file, 'size-disagrees', name);
    nextByte = Math.max(nextByte, endByte);
  }
}

function tensorAt(source: ByteSource, dataStart: number, place: Place): StoredTensor {
  const { name, numbers, dims, startByte, endByte } = place;
  const elementCount = (endByte - startByte) / numbers.itemBytes;
  const storage = {
    file: source.name,
    key: name,
    numbers,
    elementCount,
    read: (from: number, count: number) => source.read(dataStart + startByte + from, count),
  };
  return new StoredTensor(storage, { offset: 0, dims, strides: rowMajorStrides(dims) }, name);
}

function rowMajorStrides(dims: readonly number[]): number[] {
  const strides = dims.map(() => 1);
  for (let axis = dims.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1] * dims[axis + 1];
  return strides;
}
