import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRatio } from './seededRatio.ts';

/** Of the clips' headers, bytes. */
const headerBytes = 44;

/** Writes short recordings, each another second or so of a clip (16-bit mono), as `1.wav`, `2.wav` … */
export function writeShortTalks(folder: string, clip: string, count: number): void {
  const bytes = readFileSync(clip);
  const sampleRate = bytes.readUInt32LE(24);
  const sampleCount = (bytes.length - headerBytes) / 2;
  for (let index = 1; index <= count; index++) {
    const length = Math.round(sampleRate * (1 + 0.4 * seededRatio(index)));
    const start = Math.floor((sampleCount - length) * seededRatio(100 + index));
    const samples = bytes.subarray(headerBytes + 2 * start, headerBytes + 2 * (start + length));
    const header = Buffer.from(bytes.subarray(0, headerBytes));
    header.writeUInt32LE(headerBytes - 8 + samples.length, 4);
    header.writeUInt32LE(samples.length, 40);
    writeFileSync(path.join(folder, `${String(index)}.wav`), Buffer.concat([header, samples]));
  }
}
