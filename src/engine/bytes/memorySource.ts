import type { ByteSource } from './types.ts';

/** Bytes that are in memory already, read as a file is. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    read(start, count) {
      checkRange(start, count, bytes.length);
      const copy = new Uint8Array(count);
      copy.set(bytes.subarray(start, start + count));
      return copy;
    },
  };
}

/**
 * A part of a file as a file of its own, such as a stored entry of an archive; nothing is copied.
 * @throws RangeError when the part is not inside
 */
export function windowSource(source: ByteSource, name: string, startByte: number, sizeBytes: number): ByteSource {
  checkRange(startByte, sizeBytes, source.sizeBytes);
  return {
    name,
    sizeBytes,
    read(start, count) {
      checkRange(start, count, sizeBytes);
      return source.read(startByte + start, count);
    },
  };
}

function checkRange(start: number, count: number, sizeBytes: number): void {
  const isInside = Number.isSafeInteger(start) && Number.isSafeInteger(count) && start >= 0 && count >= 0;
  if (!isInside || start + count > sizeBytes) {
    throw new RangeError(`bytes ${String(start)} + ${String(count)} are not inside ${String(sizeBytes)}`);
  }
}
