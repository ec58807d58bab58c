import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { midiToHz } from '../../src/contract/music.ts';
import { backing, backingRate, cadence } from '../suites/backing.ts';

const fixtures = path.resolve(import.meta.dirname, '../fixtures/melody');

/** A score of 29 notes with words, copied under a name of the test's own. */
export async function scoreFile(folder: string, extension: 'mid' | 'musicxml' | 'txt', name: string): Promise<string> {
  const file = path.join(folder, name);
  await copyFile(path.join(fixtures, `eight-bars.${extension}`), file);
  return file;
}

async function writeWave(file: string, samples: Float32Array, sampleRate: number): Promise<string> {
  const bytes = Buffer.alloc(44 + 2 * samples.length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  for (const [value, at] of [
    [16, 16],
    [sampleRate, 24],
    [2 * sampleRate, 28],
  ] as const)
    bytes.writeUInt32LE(value, at);
  for (const [value, at] of [
    [1, 20],
    [1, 22],
    [2, 32],
    [16, 34],
  ] as const)
    bytes.writeUInt16LE(value, at);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) =>
    bytes.writeInt16LE(Math.round(32_000 * Math.max(-1, Math.min(1, sample))), 44 + 2 * i),
  );
  await writeFile(file, bytes);
  return file;
}

/** Drums and chords at a tempo, for half a minute. */
export function musicFile(folder: string, bpm: number, name: string): Promise<string> {
  const samples = backing({ bpm, lengthSec: 30, chords: cadence(60, 'major') });
  return writeWave(path.join(folder, name), samples, backingRate);
}

/** Somebody humming: one note after another, each with six harmonics, a swell and a pause. */
export function humFile(folder: string, midi: readonly number[], name: string): Promise<string> {
  const rate = 16_000;
  const noteSec = 0.5;
  const samples = new Float32Array(Math.round((0.3 + midi.length * noteSec) * rate));
  midi.forEach((note, index) => {
    const start = Math.round((0.15 + index * noteSec) * rate);
    const length = Math.round(0.9 * noteSec * rate);
    for (let i = 0; i < length; i++) {
      const phase = (2 * Math.PI * midiToHz(note) * i) / rate;
      const swell = Math.min(1, i / 500, (length - i) / 900);
      for (let harmonic = 1; harmonic <= 6; harmonic++) {
        samples[start + i] = (samples[start + i] ?? 0) + (0.25 * swell * Math.sin(harmonic * phase)) / harmonic;
      }
    }
  });
  return writeWave(path.join(folder, name), samples, rate);
}

/** Drops a file on the sung lane, as the file explorer does. */
export async function dropOnLane(page: Page, file: string): Promise<void> {
  const box = await page.locator('.lane.out').boundingBox();
  const at = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...at, data });
  }
  await session.detach();
}
