import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { peaksOf } from './peaks.ts';
import { openRaw, openWav } from './wavFile.ts';
import { WavWriter, type WavWriterOptions } from './wavWriter.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-wav-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const samples = Float32Array.from({ length: 10_001 }, (_, i) => Math.sin(i / 7) * 1.2);

function write(name: string, options: Partial<WavWriterOptions> = {}): string {
  const file = path.join(folder, name);
  const writer = new WavWriter(file, { sampleRate: 16_000, encoding: 'float32', ...options });
  writer.writeSamples(samples.subarray(0, 3001));
  writer.writeSamples(samples.subarray(3001));
  writer.finish();
  return file;
}

describe('a WAV written and read', () => {
  test('holds the same samples, beyond full scale included', () => {
    const audio = openWav(write('plain.wav'));
    expect(audio).toMatchObject({ sampleRate: 16_000, sampleCount: samples.length });
    expect(audio.read(0, samples.length)).toEqual(samples);
    audio.close();
  });

  test('reads any window, silent outside', () => {
    const audio = openWav(write('windows.wav'));
    fc.assert(
      fc.property(fc.integer({ min: -12_000, max: 22_000 }), fc.integer({ min: 0, max: 12_000 }), (start, count) => {
        const expected = Float32Array.from({ length: count }, (_, i) => samples[start + i] ?? 0);
        expect(audio.read(start, count)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
    audio.close();
  });

  test('becomes RF64 when it outgrows its limit, and reads back the same', () => {
    const file = write('large.wav', { rf64Above: 20_000 });
    expect(fs.readFileSync(file).toString('latin1', 0, 4)).toBe('RF64');
    const audio = openWav(file);
    expect(audio.read(0, samples.length)).toEqual(samples);
    audio.close();
  });

  test.each(ffmpegBuilds())('is whole for ffmpeg $build, as RIFF and as RF64', ({ ffmpegPath }) => {
    for (const file of [write('riff.wav', { tags: { INAM: 'Né' } }), write('rf64.wav', { rf64Above: 20_000 })]) {
      const args = ['-v', 'error', '-i', file, '-f', 'f32le', '-'];
      const read = execFileSync(ffmpegPath, args, { maxBuffer: 1e8 });
      expect(read.equals(Buffer.from(samples.buffer))).toBe(true);
    }
  });

  test('that is cut short is as long as what is there', () => {
    const file = write('cut.wav');
    fs.truncateSync(file, fs.statSync(file).size - 4002);
    const audio = openWav(file);
    expect(audio.sampleCount).toBe(samples.length - 1001);
    expect(audio.read(audio.sampleCount - 1, 2)).toEqual(Float32Array.of(samples[audio.sampleCount - 1], 0));
    audio.close();
  });

  test('does not exist before it is finished, nor after it was given up', () => {
    const file = path.join(folder, 'unfinished.wav');
    const writer = new WavWriter(file, { sampleRate: 48_000, encoding: 'float32' });
    writer.writeSamples(samples);
    expect(fs.existsSync(file)).toBe(false);
    writer.abort();
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });
});

test('raw samples without a header are read like a file', () => {
  const file = path.join(folder, 'raw.f32');
  fs.writeFileSync(file, new Uint8Array(samples.buffer));
  const audio = openRaw(file, 40_000);
  expect(audio).toMatchObject({ sampleRate: 40_000, sampleCount: samples.length });
  expect(audio.read(9999, 4)).toEqual(Float32Array.of(samples[9999], samples[10_000], 0, 0));
  audio.close();
});

describe('peaks', () => {
  const source = {
    sampleRate: 1,
    sampleCount: samples.length,
    read: (start: number, count: number) => samples.subarray(start, start + count),
  };

  test('are the lowest and highest sample of equal stretches', () => {
    const peaks = peaksOf(source, 73);
    expect(peaks).toHaveLength(146);
    for (let point = 0; point < 73; point++) {
      const [first, end] = [point, point + 1].map((border) => Math.floor((samples.length * border) / 73));
      const stretch = samples.subarray(first, end);
      expect([peaks[2 * point], peaks[2 * point + 1]]).toEqual([Math.min(...stretch), Math.max(...stretch)]);
    }
  });

  test('of fewer samples than points repeat samples, and of none are silent', () => {
    expect(peaksOf({ ...source, sampleCount: 2 }, 4)).toEqual([
      0,
      0,
      0,
      0,
      samples[1],
      samples[1],
      samples[1],
      samples[1],
    ]);
    expect(peaksOf({ ...source, sampleCount: 0 }, 2)).toEqual([0, 0, 0, 0]);
  });
});
