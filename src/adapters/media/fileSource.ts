import { open, stat } from 'node:fs/promises';
import type { ByteSource } from './byteRange.ts';

const blockBytes = 256 * 1024;

/** A file that does not change any more. */
export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path);
  return {
    sizeBytes: size,
    async *read({ first, last }) {
      const file = await open(path, 'r');
      try {
        for (let position = first; position <= last;) {
          const bytes = new Uint8Array(Math.min(blockBytes, last + 1 - position));
          const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
          if (bytesRead === 0) return;
          yield bytes.subarray(0, bytesRead);
          position += bytesRead;
        }
      } finally {
        await file.close();
      }
    },
  };
}
