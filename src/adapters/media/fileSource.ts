import { open } from 'node:fs/promises';
import type { ByteSource } from './byteRange.ts';

const blockBytes = 256 * 1024;

/** A file that does not change any more. Open from the start, so it is sent whole although it may be deleted meanwhile. */
export async function fileSource(path: string): Promise<ByteSource> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    sizeBytes: size,
    async *read({ first, last }) {
      for (let position = first; position <= last;) {
        const bytes = new Uint8Array(Math.min(blockBytes, last + 1 - position));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
        if (bytesRead === 0) return;
        yield bytes.subarray(0, bytesRead);
        position += bytesRead;
      }
    },
    close: () => file.close(),
  };
}
