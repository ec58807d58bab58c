import { halfToFloat } from '../dsp/float16.ts';
import type { WeightType } from './types.ts';

/** How one kind of number lies in a file, little-endian. */
export type StoredNumbers = {
  readonly type: WeightType;
  readonly itemBytes: number;
  /** @param bytes a whole number of items, aligned to their size */
  readonly toFloats: (bytes: Uint8Array<ArrayBuffer>) => Float32Array<ArrayBuffer>;
};

type View = ArrayLike<number>;
type ViewOf = new (buffer: ArrayBuffer, byteOffset: number, length: number) => View;

export const storedNumbers = {
  float16: { type: 'float16', itemBytes: 2, toFloats: (bytes) => halfToFloat(viewAs(Uint16Array, bytes, 2)) },
  bfloat16: { type: 'bfloat16', itemBytes: 2, toFloats: bfloatToFloat },
  float32: { type: 'float32', itemBytes: 4, toFloats: (bytes) => viewAs(Float32Array, bytes, 4) },
  float64: plain('float64', 8, Float64Array),
  int64: {
    type: 'int64',
    itemBytes: 8,
    toFloats: (bytes) => Float32Array.from(viewAs(BigInt64Array, bytes, 8), Number),
  },
  int32: plain('int32', 4, Int32Array),
  int16: plain('other', 2, Int16Array),
  int8: plain('other', 1, Int8Array),
  uint8: plain('other', 1, Uint8Array),
} as const satisfies Readonly<Record<string, StoredNumbers>>;

function plain(type: WeightType, itemBytes: number, View: ViewOf): StoredNumbers {
  return { type, itemBytes, toFloats: (bytes) => Float32Array.from(viewAs(View, bytes, itemBytes)) };
}

function viewAs<V>(
  View: new (buffer: ArrayBuffer, byteOffset: number, length: number) => V,
  bytes: Uint8Array<ArrayBuffer>,
  itemBytes: number,
): V {
  return new View(bytes.buffer, bytes.byteOffset, bytes.byteLength / itemBytes);
}

/** bfloat16 is the upper half of a float32. */
function bfloatToFloat(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const upper = viewAs(Uint16Array, bytes, 2);
  const bits = new Uint32Array(upper.length);
  for (let i = 0; i < upper.length; i++) bits[i] = upper[i] << 16;
  return new Float32Array(bits.buffer);
}
