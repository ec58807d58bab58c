import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { makeOddFiles, speechPath } from '../../../tests/suites/oddAudio.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { decodeToSignal, workingRateOf, type DecodeRequest } from './decode.ts';
import { openWav } from './wavFile.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-decode-'));
const files = await makeOddFiles(folder);
afterAll(() => {
  fs.chmodSync(files.unreadable, 0o600);
  fs.rmSync(folder, { recursive: true });
});
const outPath = path.join(folder, 'signal.wav');
const speech = readMonoWave(speechPath);

function samplesOf(file: string): Float32Array {
  const signal = openWav(file);
  const samples = signal.read(0, signal.sampleCount).slice();
  signal.close();
  return samples;
}

describe.each(ffmpegBuilds())('with ffmpeg $build', ({ ffmpegPath }) => {
  const decode = (file: string, changes: Partial<DecodeRequest> = {}) =>
    decodeToSignal({ ffmpegPath, path: file, name: 'it', workingRate: null, outPath, expectedSec: null, ...changes });

  test.each(['plain', 'flac', 'float32', 'nastyName'] as const)(
    '%s decodes to the very samples it holds',
    async (name) => {
      expect(await decode(files[name])).toEqual({
        sampleRate: 16_000,
        sampleCount: speech.samples.length,
        notices: [],
      });
      expect(samplesOf(outPath)).toEqual(speech.samples);
    },
  );

  test('six channels become their mean, not a film mix', async () => {
    await decode(files.sixChannels);
    const mono = samplesOf(outPath);
    // ffmpeg put the mono speech into one channel of six.
    const worst = mono.reduce((error, sample, i) => Math.max(error, Math.abs(sample - speech.samples[i] / 6)), 0);
    expect(worst).toBeLessThan(2 / 32_768);
  });

  test('samples beyond full scale are kept', async () => {
    await decode(files.clipped);
    expect(samplesOf(outPath)).toEqual(speech.samples.map((sample) => sample * 8));
  });

  test('192 kHz comes down to 48 kHz and 8 kHz up to 16 kHz, of the same length', async () => {
    expect(await decode(files.highRate)).toMatchObject({ sampleRate: 48_000, sampleCount: speech.samples.length * 3 });
    expect(await decode(files.eightKhz)).toMatchObject({ sampleRate: 16_000, sampleCount: speech.samples.length });
  });

  test('progress rises to 1', async () => {
    const seen: number[] = [];
    await decode(files.highRate, { expectedSec: 2.99, onProgress: (doneRatio) => seen.push(doneRatio) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBeGreaterThan(0.95);
  });

  test('cancelled, it stops ffmpeg and leaves nothing behind', async () => {
    const target = path.join(folder, 'cancelled.wav');
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 1;
    await expect(decode(files.highRate, { outPath: target, isCancelled })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(fs.existsSync(target) || fs.existsSync(`${target}.part`)).toBe(false);
  });

  test('a folder that cannot be written is named', async () => {
    const target = path.join(folder, 'no such folder', 'signal.wav');
    const details = { folder: path.dirname(target) };
    await expect(decode(files.plain, { outPath: target })).rejects.toMatchObject({
      code: 'FOLDER_NOT_WRITABLE',
      details,
    });
  });

  if (process.platform === 'linux') {
    test('a full disk is named, and no half signal stands', async () => {
      const target = path.join(folder, 'full.wav');
      // The kernel's own full disk, in the place of the unfinished file.
      fs.symlinkSync('/dev/full', `${target}.part`);
      await expect(decode(files.highRate, { outPath: target })).rejects.toMatchObject({
        code: 'DISK_FULL',
        details: { folder },
      });
      expect(fs.existsSync(target)).toBe(false);
    });
  }
});

test('the working rate is the file’s, within 16 and 48 kHz', () => {
  expect([8000, 16_000, 44_100, 48_000, 192_000].map(workingRateOf)).toEqual([16_000, 16_000, 44_100, 48_000, 48_000]);
});
