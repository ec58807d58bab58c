import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ByteSource } from '../../engine/bytes/types.ts';

/** A file of a voice's folder as voice.json names it. */
export type HashedFile = { readonly file: string; readonly sha256: string; readonly sizeBytes: number };

const pieceBytes = 4 * 2 ** 20;

/**
 * Writes a file and hashes it on the way.
 * @param produce gives the bytes, front to back
 */
export function writeHashed(
  folder: string,
  file: string,
  produce: (write: (bytes: Uint8Array) => void) => void,
): HashedFile {
  const hash = createHash('sha256');
  const descriptor = openSync(path.join(folder, file), 'wx');
  let sizeBytes = 0;
  try {
    produce((bytes) => {
      hash.update(bytes);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      sizeBytes += bytes.length;
    });
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return { file, sha256: hash.digest('hex'), sizeBytes };
}

/** The bytes of a source in pieces. @param checkpoint called before each; throws to stop */
export function* piecesOf(source: ByteSource, checkpoint: () => void): Generator<Uint8Array> {
  for (let start = 0; start < source.sizeBytes; start += pieceBytes) {
    checkpoint();
    yield source.read(start, Math.min(pieceBytes, source.sizeBytes - start));
  }
}

/** Hex SHA-256 of a source. */
export function sha256OfSource(source: ByteSource, checkpoint: () => void): string {
  const hash = createHash('sha256');
  for (const piece of piecesOf(source, checkpoint)) hash.update(piece);
  return hash.digest('hex');
}

/** Hex SHA-256 of a text. */
export function sha256OfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
