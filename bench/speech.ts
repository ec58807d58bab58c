import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createResampler } from '../src/adapters/audio/resample.ts';
import { samplesOf } from '../tools/measure/wholeFile.ts';

const clips = ['0870', '0880', '0890'].map((id) =>
  fileURLToPath(new URL(`../tests/fixtures/audio/austen-${id}.wav`, import.meta.url)),
);

/** Writes real speech of the given length, repeated from the fixtures, as 16-bit mono WAV. */
export async function writeSpeech(path: string, durationSec: number, sampleRate: number): Promise<void> {
  const pieces: Float32Array[] = [];
  for (const clip of clips) {
    const { samples, sampleRate: clipRate } = samplesOf(clip);
    const resampler = await createResampler(clipRate, sampleRate);
    pieces.push(resampler.process(samples), resampler.flush());
    resampler.close();
  }
  const total = Math.round(durationSec * sampleRate);
  const bytes = Buffer.alloc(44 + 2 * total);
  writeHeader(bytes, sampleRate);
  let at = 0;
  for (let i = 0; at < total; i = (i + 1) % pieces.length) {
    for (const sample of pieces[i]) {
      if (at === total) break;
      bytes.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), 44 + 2 * at++);
    }
  }
  writeFileSync(path, bytes);
}

function writeHeader(bytes: Buffer, sampleRate: number): void {
  const dataBytes = bytes.length - 44;
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(2 * sampleRate, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(dataBytes, 40);
}
