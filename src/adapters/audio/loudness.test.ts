import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ebur128_integrated_mono, ebur128_true_peak_mono } from 'ebur128-wasm/ebur128_wasm.js';
import { afterAll, describe, expect, test } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { speechPath, writeFloatWav } from '../../../tests/suites/oddAudio.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { measureLoudness } from './loudness.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-loudness-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

function fileOf(samples: Float32Array): string {
  const file = path.join(folder, 'signal.wav');
  writeFloatWav(file, samples);
  return file;
}

describe.each(ffmpegBuilds())('with ffmpeg $build', ({ ffmpegPath }) => {
  test('a 997 Hz tone at -20 dBFS in one channel measures -23.0 LUFS', async () => {
    const tone = Float32Array.from({ length: 3 * 16_000 }, (_, i) => 0.1 * Math.sin((2 * Math.PI * 997 * i) / 16_000));
    const { loudnessLufs, truePeakDb } = await measureLoudness(ffmpegPath, fileOf(tone));
    expect(loudnessLufs).toBeCloseTo(-23.01, 1);
    expect(truePeakDb).toBeCloseTo(-20, 1);
  });

  test('speech measures as an independent meter says', async () => {
    const { samples, sampleRate } = readMonoWave(speechPath);
    const { loudnessLufs, truePeakDb } = await measureLoudness(ffmpegPath, speechPath);
    expect(Math.abs((loudnessLufs ?? 0) - ebur128_integrated_mono(sampleRate, samples))).toBeLessThan(0.2);
    expect(Math.abs((truePeakDb ?? 0) - ebur128_true_peak_mono(sampleRate, samples))).toBeLessThan(0.3);
  });

  test('digital silence has no loudness and no peak', async () => {
    expect(await measureLoudness(ffmpegPath, fileOf(new Float32Array(32_000)))).toEqual({
      loudnessLufs: null,
      truePeakDb: null,
    });
  });

  test('a sound shorter than the meter’s window has no loudness but a peak', async () => {
    const { loudnessLufs, truePeakDb } = await measureLoudness(ffmpegPath, fileOf(new Float32Array(4000).fill(0.5)));
    expect(loudnessLufs).toBeNull();
    expect(truePeakDb).toBeGreaterThan(-7);
  });

  test('a file that is no sound is an error, not a silence', async () => {
    const file = path.join(folder, 'text.wav');
    fs.writeFileSync(file, 'no sound at all');
    await expect(measureLoudness(ffmpegPath, file)).rejects.toMatchObject({ code: 'FFMPEG_FAILED' });
  });
});
