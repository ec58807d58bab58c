import { readFileSync } from 'node:fs';

export type MonoWave = { readonly sampleRate: number; readonly samples: Float32Array };

/**
 * Reads a mono 16-bit PCM WAV of the fixtures; samples in -1 … 1.
 * @throws Error naming the file when it is anything else
 */
export function readMonoWave(path: string): MonoWave {
  const bytes = readFileSync(path);
  let sampleRate = 0;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', offset, offset + 4);
    const size = bytes.readUInt32LE(offset + 4);
    const body = offset + 8;
    if (id === 'fmt ') {
      const isMono16 =
        bytes.readUInt16LE(body) === 1 && bytes.readUInt16LE(body + 2) === 1 && bytes.readUInt16LE(body + 14) === 16;
      if (!isMono16) throw new Error(`${path} is not mono 16-bit PCM`);
      sampleRate = bytes.readUInt32LE(body + 4);
    }
    if (id === 'data') {
      const samples = Float32Array.from(
        { length: Math.floor(size / 2) },
        (_, i) => bytes.readInt16LE(body + 2 * i) / 32768,
      );
      return { sampleRate, samples };
    }
    offset = body + size + (size % 2);
  }
  throw new Error(`${path} holds no samples`);
}
