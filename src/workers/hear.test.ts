import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipPath, openTestHost, renderRequestOf, sourceOfFile, type TestHost } from '../../tests/suites/host.ts';
import { openWav } from '../adapters/audio/wavFile.ts';
import { samplePath } from '../adapters/cache/samples.ts';
import type { HostOperations, RecordingSource } from '../contract/inference.ts';
import { outputSampleRate } from '../contract/exports.ts';

let host: TestHost;
let source: RecordingSource;
beforeAll(async () => {
  host = await openTestHost();
  source = await sourceOfFile(clipPath('austen-0870'));
  await host.client.request('analyse', { source });
});
afterAll(() => host.close());

type HearInput = HostOperations['hear']['input'];

function inputOf(settings: Record<string, number | string> = {}): HearInput {
  const { voice, recipe } = renderRequestOf(source, '', { settings });
  return { source, voice, settings: { ...recipe.settings, ...settings } };
}

function samplesOf(hash: string): Float32Array {
  const sample = openWav(samplePath(host.config.cacheFolder, hash));
  const samples = sample.read(0, sample.sampleCount).slice();
  sample.close();
  return samples;
}

const levelOf = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

describe('a sample of a voice on a recording', () => {
  it('is five seconds from the first phrase, finished as a take is, and fades out', async () => {
    const { hash, durationSec } = await host.client.request('hear', inputOf());
    expect(durationSec).toBeCloseTo(5, 1);
    const heard = samplesOf(hash);
    expect(heard).toHaveLength(Math.round(durationSec * outputSampleRate));
    expect(levelOf(heard.subarray(0, outputSampleRate))).toBeGreaterThan(0.02);
    expect(levelOf(heard.subarray(-240))).toBeLessThan(0.002);
    expect(heard.every((sample) => Math.abs(sample) < 0.9)).toBe(true);
  });

  it('is what a take sings there', async () => {
    const { hash } = await host.client.request('hear', inputOf());
    const takeFolder = join(host.folder, 'take');
    const request = renderRequestOf(source, takeFolder);
    await host.client.request('render', { ...request, recipe: { ...request.recipe, seed: 0 } });
    const master = openWav(join(takeFolder, 'master.wav'));
    const take = master.read(0, master.sampleCount).slice();
    master.close();
    const heard = samplesOf(hash);
    // Where the phrase begins in the take is not told: looked for, as the place that differs least.
    const length = 3 * outputSampleRate;
    const likenessAt = (offset: number): number => {
      let product = 0;
      let own = 0;
      let other = 0;
      for (let i = 0; i < length; i += 4) {
        const [a, b] = [heard[i] ?? 0, take[offset + i] ?? 0];
        product += a * b;
        own += a * a;
        other += b * b;
      }
      return product / Math.sqrt(own * other);
    };
    const frame = outputSampleRate / 200;
    const offsets = Array.from({ length: 200 }, (_, index) => index * frame);
    // Its noise is drawn anew, as its first pulse is not the take's; breath is 20 dB under the voice.
    expect(Math.max(...offsets.map(likenessAt))).toBeGreaterThan(0.95);
  });

  it('is made once, and again with other settings', async () => {
    const { hash } = await host.client.request('hear', inputOf());
    // One made again would be another file of the same name.
    const fileNumber = (): number => statSync(samplePath(host.config.cacheFolder, hash)).ino;
    const made = fileNumber();
    expect((await host.client.request('hear', inputOf())).hash).toBe(hash);
    expect(fileNumber()).toBe(made);
    const other = await host.client.request('hear', inputOf({ formantSt: 3 }));
    expect(other.hash).not.toBe(hash);
  });

  it('goes through the effects, tails included', async () => {
    const { hash, durationSec } = await host.client.request(
      'hear',
      inputOf({ effects: 'telephone > reverb decayMs=1000' }),
    );
    expect(durationSec).toBeCloseTo(5 + 1.02, 1);
    expect(levelOf(samplesOf(hash))).toBeGreaterThan(0.02);
  });

  it('leaves nothing behind when nobody waits for it any more', async () => {
    const stop = new AbortController();
    const heard = host.client.request('hear', inputOf({ formantSt: -2.5 }), { signal: stop.signal });
    stop.abort();
    await expect(heard).rejects.toMatchObject({ code: 'CANCELLED' });
    await host.client.request('hear', inputOf());
    expect(
      readdirSync(join(host.config.cacheFolder, 'samples')).filter((name) => !/^[0-9a-f]{64}\.wav$/.test(name)),
    ).toEqual([]);
  });
});
