import { damagedFile } from '../bytes/refusals.ts';
import type { StoredNumbers } from './storedNumbers.ts';
import type { Weight, WeightType } from './types.ts';

/** More than any network has; bounds the work for one tensor. */
const MOST_DIMENSIONS = 8;
/** The largest tensor that is read has 20 MB; this is what reading any may take at once, twice over as float32. */
const MOST_READ_BYTES = 256 * 2 ** 20;

/** A run of numbers in a file on which tensors are views. */
export type Storage = {
  readonly file: string;
  readonly key: string;
  readonly numbers: StoredNumbers;
  readonly elementCount: number;
  /** Bytes of an array of their own, aligned to 8. @throws AppError VOICE_FILE_DAMAGED */
  readonly read: (startByte: number, byteCount: number) => Uint8Array<ArrayBuffer>;
};

/** A view on a storage; offset and strides in elements. */
export type TensorLayout = {
  readonly offset: number;
  readonly dims: readonly number[];
  readonly strides: readonly number[];
};

/** A tensor where it lies: its numbers are read, and brought into row-major order, each time they are asked for. */
export class StoredTensor implements Weight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly elementCount: number;
  readonly storage: Storage;
  readonly #layout: TensorLayout;

  /** @throws AppError VOICE_FILE_DAMAGED for a view that is not inside the storage */
  constructor(storage: Storage, layout: TensorLayout, name = '') {
    this.name = name;
    this.storage = storage;
    this.dims = layout.dims;
    this.#layout = layout;
    this.elementCount = layout.dims.reduce((product, size) => product * size, 1);
    refuseOutside(this, layout);
  }

  /** Of the part of the file that is read for it. */
  get spannedBytes(): number {
    return this.elementCount === 0 ? 0 : spanOf(this.#layout) * this.storage.numbers.itemBytes;
  }

  get type(): WeightType {
    return this.storage.numbers.type;
  }

  named(name: string): StoredTensor {
    return new StoredTensor(this.storage, this.#layout, name);
  }

  readFloats(): Float32Array<ArrayBuffer> {
    return this.storage.numbers.toFloats(this.#readBytes());
  }

  readHalves(): Uint16Array<ArrayBuffer> | null {
    if (this.type !== 'float16') return null;
    const bytes = this.#readBytes();
    return new Uint16Array(bytes.buffer, bytes.byteOffset, this.elementCount);
  }

  #readBytes(): Uint8Array<ArrayBuffer> {
    const { itemBytes } = this.storage.numbers;
    const { offset } = this.#layout;
    if (this.elementCount === 0) return new Uint8Array(0);
    const { file, key } = this.storage;
    if (this.spannedBytes > MOST_READ_BYTES) throw damagedFile(file, 'too-large', this.name || key);
    const spanned = this.storage.read(offset * itemBytes, this.spannedBytes);
    return isRowMajor(this.#layout) ? spanned : gathered(spanned, itemBytes, this.#layout, this.elementCount);
  }
}

function refuseOutside({ storage, elementCount }: StoredTensor, layout: TensorLayout): void {
  const { offset, dims, strides } = layout;
  const numbers = [offset, ...dims, ...strides];
  const isLayout = dims.length <= MOST_DIMENSIONS && dims.length === strides.length;
  if (!isLayout || !numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) {
    throw damagedFile(storage.file, 'bad-structure', storage.key);
  }
  // A view may turn or cut what is stored; one that repeats it is a trick to make much out of little.
  const isInside = elementCount === 0 || offset + spanOf(layout) <= storage.elementCount;
  if (!isInside || elementCount > storage.elementCount) {
    throw damagedFile(storage.file, 'size-disagrees', storage.key);
  }
}

/** Elements from the first to the last, both included. */
function spanOf({ dims, strides }: TensorLayout): number {
  return dims.reduce((span, size, axis) => span + (size - 1) * strides[axis], 1);
}

function isRowMajor({ dims, strides }: TensorLayout): boolean {
  let expected = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    // The stride of an axis of one element is never used.
    if (dims[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= dims[axis];
  }
  return true;
}

/** Copies elements into row-major order, whatever they are: only their size counts. */
function gathered(
  spanned: Uint8Array<ArrayBuffer>,
  itemBytes: number,
  layout: TensorLayout,
  elementCount: number,
): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(elementCount * itemBytes);
  if (itemBytes === 8) gather(wordsOf(Uint32Array, spanned), wordsOf(Uint32Array, result), halvedItems(layout));
  else if (itemBytes === 4) gather(wordsOf(Uint32Array, spanned), wordsOf(Uint32Array, result), layout);
  else if (itemBytes === 2) gather(wordsOf(Uint16Array, spanned), wordsOf(Uint16Array, result), layout);
  else gather(spanned, result, layout);
  return result;
}

function wordsOf<W extends Uint16Array | Uint32Array>(
  Words: { new (buffer: ArrayBuffer, byteOffset: number, length: number): W; readonly BYTES_PER_ELEMENT: number },
  bytes: Uint8Array<ArrayBuffer>,
): W {
  return new Words(bytes.buffer, bytes.byteOffset, bytes.byteLength / Words.BYTES_PER_ELEMENT);
}

/** The same view in words of half an element each. */
function halvedItems({ offset, dims, strides }: TensorLayout): TensorLayout {
  return { offset: 2 * offset, dims: [...dims, 2], strides: [...strides.map((stride) => 2 * stride), 1] };
}

type Words = Uint8Array | Uint16Array | Uint32Array;

/** @param to all elements of the view, in row-major order */
function gather(from: Words, to: Words, { dims, strides }: TensorLayout): void {
  const last = dims.length - 1;
  const rowLength = dims[last];
  const stride = strides[last];
  const index = dims.map(() => 0);
  let rowStart = 0;
  for (let element = 0; element < to.length; element += rowLength) {
    for (let i = 0; i < rowLength; i++) to[element + i] = from[rowStart + i * stride];
    for (let axis = last - 1; axis >= 0; axis--) {
      index[axis] += 1;
      rowStart += strides[axis];
      if (index[axis] < dims[axis]) break;
      rowStart -= strides[axis] * dims[axis];
      index[axis] = 0;
    }
  }
}
