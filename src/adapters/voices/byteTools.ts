import { crc32, inflateRawSync } from 'node:zlib';
import type { ByteTools } from '../../engine/bytes/types.ts';

/** zlib refuses smaller ones. */
const SMALLEST_CHUNK_BYTES = 64;

/** zlib as the readers of voice files use it. */
export const byteTools: ByteTools = {
  inflateRaw(compressed, maximumBytes) {
    const { buffer, byteOffset, length } = inflate(compressed, maximumBytes);
    const inflated = new Uint8Array(buffer, byteOffset, length);
    // Small results of Node lie anywhere in a shared block; those who view them as numbers need them aligned.
    return byteOffset % 8 === 0 ? inflated : inflated.slice();
  },
  crc32: (bytes, before) => crc32(bytes, before),
};

function inflate(compressed: Uint8Array, maximumBytes: number): Buffer<ArrayBuffer> {
  try {
    return inflateRawSync(compressed, {
      maxOutputLength: Math.max(maximumBytes, 1),
      // One piece of the size that was promised, instead of many that are joined afterwards.
      chunkSize: Math.max(maximumBytes + 1, SMALLEST_CHUNK_BYTES),
    });
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError('more data than promised', { cause: error });
    throw error;
  }
}
