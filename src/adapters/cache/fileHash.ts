import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/**
 * Hex SHA-256 of a file, read in pieces.
 * @param checkpoint called after every megabyte; throws to stop
 */
export async function sha256OfFile(path: string, checkpoint: () => void = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) {
    checkpoint();
    hash.update(bytes as Uint8Array);
  }
  return hash.digest('hex');
}
