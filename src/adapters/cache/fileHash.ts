import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/**
 * Hex SHA-256 of a file, read in pieces into one buffer.
 * @param checkpoint called before every megabyte; throws to stop
 */
export async function sha256OfFile(path: string, checkpoint: () => void = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(1 << 20);
  const file = await open(path, 'r');
  try {
    for (;;) {
      checkpoint();
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
