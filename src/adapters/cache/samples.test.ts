import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { createMediaResponse } from '../media/mediaResponse.ts';
import { findSample, openSamplesFolder, samplePath, sweepSamples } from './samples.ts';

const hashOf = (index: number): string => index.toString(16).padStart(64, '0');

function cacheWith(count: number): string {
  const cacheFolder = temporaryFolder();
  mkdirSync(path.join(cacheFolder, 'samples'));
  for (let index = 0; index < count; index++) {
    const file = samplePath(cacheFolder, hashOf(index));
    writeFileSync(file, `sample ${String(index)}`);
    // The later the index, the later it was heard.
    utimesSync(file, 1000 + index, 1000 + index);
  }
  return cacheFolder;
}

const namesIn = (cacheFolder: string): string[] => readdirSync(path.join(cacheFolder, 'samples')).sort();

describe('the samples of voices', () => {
  it('are kept up to a few dozen; those heard longest ago go first', async () => {
    const cacheFolder = cacheWith(50);
    expect(await findSample(cacheFolder, hashOf(3))).toBe(samplePath(cacheFolder, hashOf(3)));
    await sweepSamples(cacheFolder);
    const kept = [3, ...Array.from({ length: 39 }, (_, index) => 11 + index)];
    expect(namesIn(cacheFolder)).toEqual(kept.map((index) => `${hashOf(index)}.wav`).sort());
  });

  it('lose what a killed process left half-written, and nothing else', async () => {
    const cacheFolder = cacheWith(2);
    const stale = `${samplePath(cacheFolder, hashOf(1))}.part-1-0a1b2c3d.wav`;
    writeFileSync(stale, 'half');
    writeFileSync(`${stale}.unlevelled.part`, 'half');
    await openSamplesFolder(cacheFolder);
    expect(namesIn(cacheFolder)).toEqual([`${hashOf(0)}.wav`, `${hashOf(1)}.wav`]);
  });

  it('that are not there are not found', async () => {
    expect(await findSample(temporaryFolder(), hashOf(0))).toBeUndefined();
  });

  it('are answered under their address, in part too, and nothing beside them is', async () => {
    const cacheFolder = cacheWith(1);
    writeFileSync(path.join(cacheFolder, 'secret.wav'), 'secret');
    const respond = createMediaResponse({
      call: () => Promise.reject(new Error('not asked')),
      cacheFolder,
      takeFolderOf: () => '',
    });
    const whole = await respond(`/media/samples/${hashOf(0)}.wav`, null);
    expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
      200,
      'audio/wav',
      'sample 0',
    ]);
    const part = await respond(`/media/samples/${hashOf(0)}.wav`, 'bytes=7-');
    expect([part.status, await part.text()]).toEqual([206, '0']);
    for (const address of [
      hashOf(1),
      '../secret',
      '..%2Fsecret',
      `${hashOf(0)}.wav/../../secret`,
      hashOf(0).slice(1),
    ]) {
      expect((await respond(`/media/samples/${address}.wav`, null)).status, address).toBe(404);
    }
  });
});
