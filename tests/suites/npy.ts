import { readFileSync } from 'node:fs';
import { halfToFloat } from '../../src/engine/dsp/float16.ts';

/** An array as NumPy stored it, row-major; whole numbers and half precision are widened. */
export type NpyArray = { readonly shape: readonly number[]; readonly data: Float32Array | Float64Array };

/** A typed array over a whole buffer; whole numbers of 64 bits in the goldens are ids and lengths, far below 2^53. */
const decoders: Readonly<Record<string, (body: ArrayBuffer) => Float32Array | Float64Array>> = {
  f2: (body) => halfToFloat(new Uint16Array(body)),
  f4: (body) => new Float32Array(body),
  f8: (body) => new Float64Array(body),
  i2: (body) => Float64Array.from(new Int16Array(body)),
  i4: (body) => Float64Array.from(new Int32Array(body)),
  i8: (body) => Float64Array.from(new BigInt64Array(body), Number),
};

/**
 * Reads a little-endian `.npy` file of floats or signed whole numbers (format 1.0 or 2.0, C order).
 * @throws Error naming the file when it is anything else
 */
export function readNpy(path: string): NpyArray {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error(`${path} is not a .npy file`);
  const isVersion1 = bytes[6] === 1;
  const headerLength = isVersion1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const headerStart = isVersion1 ? 10 : 12;
  const header = bytes.toString('latin1', headerStart, headerStart + headerLength);
  const type = /'descr': '<([fi][248])'/.exec(header)?.[1];
  const decode = type === undefined ? undefined : decoders[type];
  const shapeText = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (decode === undefined || shapeText === undefined || header.includes("'fortran_order': True")) {
    throw new Error(`${path} holds an array this reader does not know: ${header}`);
  }
  const shape = shapeText
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  // Copied, because the data in the file need not be aligned to its element size.
  const body = new Uint8Array(bytes.subarray(headerStart + headerLength)).buffer;
  return { shape, data: decode(body) };
}

/** Row `index` of a two-dimensional array, in float64. */
export function npyRow(array: NpyArray, index: number): Float64Array {
  const width = array.shape[1] ?? 1;
  return Float64Array.from(array.data.subarray(index * width, (index + 1) * width));
}
