import { halfToFloat } from '../dsp/float16.ts';
import type { ByteSource } from '../bytes/types.ts';
import type { FileTensor } from './fileTypes.ts';

const float32 = 1;
const float16 = 10;
const float64 = 11;
const int32Data = 5;

/** The one number of a tensor of one float; null for every other tensor. */
export function scalarOf(source: ByteSource, tensor: FileTensor): number | null {
  const span = tensor.raw ?? tensor.listed?.span;
  if (span === undefined || tensor.dims.some((dim) => dim !== 1)) return null;
  const bytes = source.read(span.start, Math.min(8, span.end - span.start));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tensor.type === float32 && view.byteLength === 4) return view.getFloat32(0, true);
  if (tensor.type === float64 && view.byteLength === 8) return view.getFloat64(0, true);
  if (tensor.type !== float16) return null;
  const isListed = tensor.raw === null && tensor.listed?.field === int32Data;
  const half = isListed ? shortVarint(bytes) : view.byteLength === 2 ? view.getUint16(0, true) : null;
  return half === null ? null : (halfToFloat(Uint16Array.of(half))[0] ?? null);
}

/** A half written as a whole number: up to three bytes of seven bits. */
function shortVarint(bytes: Uint8Array): number | null {
  let value = 0;
  for (const [index, byte] of bytes.subarray(0, 3).entries()) {
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return value < 2 ** 16 ? value : null;
  }
  return null;
}
