import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { analysisOf } from '../../../tests/suites/analysisOf.ts';
import { sourceOf } from '../../../tests/suites/dspGoldens.ts';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { defaultsOf } from '../../contract/settings/defaults.ts';
import { finishSettings } from '../../engine/finish/registry.ts';
import type { Performance } from '../../engine/perform/types.ts';
import { finishTake, type FinishRequest } from './finishTake.ts';
import { measureLoudness } from '../../adapters/audio/loudness.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-finish-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});
const masterPath = path.join(folder, 'master.wav');
const { samples, sampleRate } = readMonoWave('tests/fixtures/audio/austen-0880.wav');
const source = sourceOf(samples, sampleRate);
const analysis = await analysisOf('audio/austen-0880.wav');
const performance: Performance = {
  frameCount: analysis.frameCount,
  f0Hz: analysis.f0Hz,
  sourceFrame: Float64Array.from({ length: analysis.frameCount }, (_, frame) => frame),
  formantRatio: 1,
  gain: new Float32Array(analysis.frameCount).fill(1),
  notes: [],
  key: { root: 0, scale: 'major' },
  transposeSt: 0,
  suggestedTransposeSt: 0,
};
/** Stands for a converter's output: the recording upside down. */
const raw = sourceOf(
  samples.map((sample) => -sample),
  sampleRate,
);

describe.each(ffmpegBuilds())('with ffmpeg $build', ({ ffmpegPath }) => {
  const finish = (settings: Partial<FinishRequest['settings']> = {}, changes: Partial<FinishRequest> = {}) =>
    finishTake({
      ...{ ffmpegPath, raw, source, analysis, performance, masterPath, seed: 1 },
      settings: { ...defaultsOf(finishSettings), ...settings },
      ...changes,
    });

  test('a master is 48 kHz, as long as the take, at the default loudness and under -1 dBTP', async () => {
    const finished = await finish();
    const master = openWav(masterPath);
    expect(master).toMatchObject({ sampleRate: 48_000, sampleCount: 3 * samples.length });
    master.close();
    expect(finished).toMatchObject({ sampleCount: 3 * samples.length, notices: [] });
    const measured = await measureLoudness(ffmpegPath, masterPath);
    expect(Math.abs((measured.loudnessLufs ?? 0) - -18)).toBeLessThan(0.25);
    expect(measured.truePeakDb).toBeLessThanOrEqual(-1);
    expect(finished.loudnessLufs).toBeCloseTo(measured.loudnessLufs ?? 0, 1);
    expect(finished.truePeakDb).toBeCloseTo(measured.truePeakDb ?? 0, 0.7);
  });

  test('the same take gives the same bytes', async () => {
    const hashes = [];
    for (let run = 0; run < 2; run++) {
      await finish({ gateDb: -50 });
      hashes.push(createHash('sha256').update(fs.readFileSync(masterPath)).digest('hex'));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });

  test('a loudness out of reach is lowered, never limited by more than 6 dB, and said', async () => {
    const { loudnessLufs, truePeakDb, notices } = await finish({ loudnessLufs: -9 });
    expect(notices).toEqual([{ code: 'LOUDNESS_LOWERED', details: { wantedLufs: -9, reachedLufs: loudnessLufs } }]);
    expect(truePeakDb).toBeLessThanOrEqual(-1);
    const before = await measureLoudness(ffmpegPath, 'tests/fixtures/audio/austen-0880.wav');
    // The peak was raised to 6 dB above the ceiling, and the loudness by no more than that.
    const most = (before.loudnessLufs ?? 0) + (-1.1 + 6 - (before.truePeakDb ?? 0));
    expect(loudnessLufs).toBeLessThanOrEqual(most + 0.1);
    expect(loudnessLufs).toBeGreaterThan(most - 2);
  });

  test('loudness off changes no level', async () => {
    await finish(
      { loudnessLufs: 'off', breathMix: 0, consonantMix: 0 },
      { raw: sourceOf(raw.read(0, raw.sampleCount), 48_000) },
    );
    const master = openWav(masterPath);
    expect(master.read(0, samples.length)).toEqual(raw.read(0, samples.length));
    master.close();
  });

  test.each([
    ['digital silence', 0],
    ['a hiss too faint to measure', 1e-5],
  ])('%s stays what it is', async (_name, level) => {
    const quiet = sourceOf(
      Float32Array.from({ length: 32_000 }, (_, i) => level * Math.sin(i * i)),
      sampleRate,
    );
    const finished = await finish({}, { raw: quiet, source: quiet });
    expect(finished).toMatchObject({ loudnessLufs: null, notices: [], sampleCount: 96_000 });
  });

  test('cancelled at any point it leaves nothing behind', async () => {
    const target = path.join(folder, 'cancelled', 'master.wav');
    fs.mkdirSync(path.dirname(target), { recursive: true });
    for (const stopAt of [0, 0.3, 0.6, 0.8]) {
      let doneRatio = 0;
      const control = { onProgress: (done: number) => (doneRatio = done), isCancelled: () => doneRatio >= stopAt };
      await expect(finish({}, { masterPath: target, ...control })).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(fs.readdirSync(path.dirname(target))).toEqual([]);
    }
  });

  test('progress rises to 1', async () => {
    const seen: number[] = [];
    await finish({}, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

if (process.platform === 'linux') {
  test('a full disk is named, and an older master stays', async () => {
    const [build] = ffmpegBuilds();
    const target = path.join(folder, 'full', 'master.wav');
    fs.mkdirSync(path.dirname(target));
    fs.writeFileSync(target, 'older');
    fs.symlinkSync('/dev/full', `${target}.part`);
    const settings = defaultsOf(finishSettings);
    const request = { raw, source, analysis, performance, settings, seed: 1, masterPath: target };
    await expect(finishTake({ ffmpegPath: build?.ffmpegPath ?? '', ...request })).rejects.toMatchObject({
      code: 'DISK_FULL',
      details: { folder: path.dirname(target) },
    });
    expect(fs.readFileSync(target, 'utf8')).toBe('older');
  });
}
