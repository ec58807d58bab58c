import { damagedFile } from '../bytes/refusals.ts';
import type { StoredNumbers } from './storedNumbers.ts';
import type { Weight, WeightType } from './types.ts';

/** More than any network has; bounds the work for one tensor. */
const MOST_DIMENSIONS = 8;

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
    const spanned = this.storage.read(offset * itemBytes, spanOf(this.#layout) * itemBytes);
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

function gathered(
  spanned: Uint8Array,
  itemBytes: number,
  { dims, strides }: TensorLayout,
  elementCount: number,
): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(elementCount * itemBytes);
  const index = dims.map(() => 0);
  for (let element = 0, from = 0; element < elementCount; element++) {
    for (let byte = 0; byte < itemBytes; byte++) result[element * itemBytes + byte] = spanned[from * itemBytes + byte];
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] += 1;
      from += strides[axis];
      if (index[axis] < dims[axis]) break;
      from -= strides[axis] * dims[axis];
      index[axis] = 0;
    }
  }
  return result;
}
