import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  clipPath,
  openTestHost,
  renderRequestOf,
  sha256,
  sourceOfFile,
  type TestHost,
} from '../../tests/suites/host.ts';
import { openWav } from '../adapters/audio/wavFile.ts';
import type { RecordingSource } from '../contract/inference.ts';
import { outputSampleRate } from '../contract/exports.ts';

let host: TestHost;
let source: RecordingSource;
let music: RecordingSource;
beforeAll(async () => {
  host = await openTestHost();
  source = await sourceOfFile(clipPath('austen-0880'));
  music = await sourceOfFile(clipPath('austen-0890'));
});
afterAll(() => host.close());

function samplesOf(path: string): Float32Array {
  const file = openWav(path);
  const samples = file.read(0, file.sampleCount).slice();
  file.close();
  return samples;
}

const powerOf = (samples: Float32Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);

describe('a take with effects', () => {
  it('rings on, is as long as it is heard, and comes out the same again', async () => {
    const settings = { effects: 'radio > reverb decayMs=800 firstEchoMs=0 > delay timeMs=200 feedback=0' };
    const hashes: string[] = [];
    for (const name of ['first', 'second']) {
      const takeFolder = join(host.folder, name);
      const { durationSec } = await host.client.request('render', renderRequestOf(source, takeFolder, { settings }));
      expect(durationSec).toBeCloseTo(3 + 0.8 + 0.2, 1);
      const view = await host.client.request('takeView', { takeFolder, maxPoints: null });
      expect(view.durationSec).toBe(durationSec);
      expect(view.playableSec).toBeCloseTo(durationSec, 4);
      hashes.push(sha256(readFileSync(join(takeFolder, 'master.wav'))));
    }
    expect(hashes[0]).toBe(hashes[1]);
  });
});

describe('a take with music under it', () => {
  it('is exported with it where that is asked for, in step with it, and without it otherwise', async () => {
    const takeFolder = join(host.folder, 'with-music');
    const backing = { source: music, gainDb: -3, startSec: 1 };
    const exportTo = {
      path: join(host.folder, 'mixed.wav'),
      format: 'wav',
      quality: '32f',
      withBacking: true,
    } as const;
    const request = renderRequestOf(source, takeFolder, { exportTo, extras: { backing } });
    const { outputPath } = await host.client.request('render', request);
    expect(outputPath).toBe(exportTo.path);
    const master = samplesOf(join(takeFolder, 'master.wav'));
    const mixed = samplesOf(exportTo.path);
    expect(mixed).toHaveLength(master.length);
    expect(readdirSync(takeFolder).filter((name) => name.includes('mix'))).toEqual([]);
    // What was added is the music from its first second on: 16 kHz of it, taken three samples apart.
    const spoken = samplesOf(clipPath('austen-0890'));
    const added = mixed.map((sample, i) => sample - (master[i] ?? 0));
    const wanted = Float32Array.from(
      { length: outputSampleRate / 3 },
      (_, i) => 10 ** (-3 / 20) * (spoken[16_000 + i] ?? 0),
    );
    const heard = Float32Array.from(wanted, (_, i) => added[3 * i] ?? 0);
    expect(powerOf(heard.map((sample, i) => sample - (wanted[i] ?? 0))) / powerOf(wanted)).toBeLessThan(0.01);

    const { recipe, voiceLabel } = request;
    const input = { takeFolder, recipe, title: 'x', voiceLabel, backing };
    const target = { path: join(host.folder, 'again.wav'), format: 'wav', quality: '32f' } as const;
    const alone = await host.client.request('exportTake', { ...input, target });
    expect(samplesOf(alone.path)).toEqual(master);
    const again = await host.client.request('exportTake', { ...input, target: { ...target, withBacking: true } });
    expect(samplesOf(again.path)).toEqual(mixed);
  });

  it('says so by name when the music is gone', async () => {
    const gone = { ...music, sha256: 'ab'.repeat(32), path: '/nowhere.wav', name: 'band.wav' };
    const exportTo = { path: join(host.folder, 'gone.wav'), format: 'wav', quality: '24', withBacking: true } as const;
    const extras = { backing: { source: gone, gainDb: 0, startSec: 0 } };
    const takeFolder = join(host.folder, 'music-gone');
    await expect(
      host.client.request('render', renderRequestOf(source, takeFolder, { exportTo, extras })),
    ).rejects.toMatchObject({ code: 'FILE_NOT_FOUND', details: { file: 'band.wav' } });
  });
});
