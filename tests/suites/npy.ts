import { readFileSync } from 'node:fs';

/** An array as NumPy stored it, row-major. */
export type NpyArray = { readonly shape: readonly number[]; readonly data: Float32Array | Float64Array };

/**
 * Reads a little-endian float32 or float64 `.npy` file (format 1.0 or 2.0, C order).
 * @throws Error naming the file when it is anything else
 */
export function readNpy(path: string): NpyArray {
  const bytes = readFileSync(path);
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error(`${path} is not a .npy file`);
  const isVersion1 = bytes[6] === 1;
  const headerLength = isVersion1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const headerStart = isVersion1 ? 10 : 12;
  const header = bytes.toString('latin1', headerStart, headerStart + headerLength);
  const type = /'descr': '(<f[48])'/.exec(header)?.[1];
  const shapeText = /'shape': \(([^)]*)\)/.exec(header)?.[1];
  if (type === undefined || shapeText === undefined || header.includes("'fortran_order': True")) {
    throw new Error(`${path} holds an array this reader does not know: ${header}`);
  }
  const shape = shapeText
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  // Copied, because the data in the file need not be aligned to its element size.
  const body = new Uint8Array(bytes.subarray(headerStart + headerLength)).buffer;
  return { shape, data: type === '<f4' ? new Float32Array(body) : new Float64Array(body) };
}

/** Row `index` of a two-dimensional array, in float64. */
export function npyRow(array: NpyArray, index: number): Float64Array {
  const width = array.shape[1] ?? 1;
  return Float64Array.from(array.data.subarray(index * width, (index + 1) * width));
}
