import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';
import { TruePeakMeter } from '../../engine/finish/truePeak.ts';
import { mixBacking, type BackingMix } from './mixBacking.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-backing-'));
let folder = root;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(root, 'mix-'));
});
afterAll(() => {
  fs.rmSync(root, { recursive: true });
});

function keep(name: string, sampleRate: number, samples: Float32Array): string {
  const file = path.join(root, name);
  const writer = new WavWriter(file, { sampleRate, encoding: 'float32' });
  writer.writeSamples(samples);
  writer.finish();
  return file;
}

const tone = (hz: number, level: number, sampleRate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: seconds * sampleRate }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / sampleRate));

/** 2 s of 300 Hz, softly. */
const voice = tone(300, 0.1, 48_000, 2);
const masterPath = keep('master.wav', 48_000, voice);

async function mixed(
  music: { readonly sampleRate: number; readonly samples: Float32Array },
  changes: Partial<BackingMix> = {},
): Promise<Float32Array> {
  const backing = openWav(keep('music.wav', music.sampleRate, music.samples));
  const outPath = path.join(folder, 'mix.wav');
  await mixBacking({ masterPath, backing, gainDb: 0, startSec: 0, outPath, ...changes }, {});
  backing.close();
  expect(fs.readdirSync(folder)).toEqual(['mix.wav']);
  const mix = openWav(outPath);
  expect(mix.sampleRate).toBe(48_000);
  const samples = mix.read(0, mix.sampleCount).slice();
  mix.close();
  return samples;
}

/** Amplitude of a tone in a stretch. */
function amplitudeOf(samples: Float32Array, hz: number, fromSec: number, toSec: number): number {
  let cosine = 0;
  let sine = 0;
  const [from, to] = [fromSec * 48_000, toSec * 48_000];
  for (let i = from; i < to; i++) {
    const angle = (2 * Math.PI * hz * i) / 48_000;
    cosine += (samples[i] ?? 0) * Math.cos(angle);
    sine += (samples[i] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(cosine, sine)) / (to - from);
}

describe('music under a take', () => {
  test.each([44_100, 48_000, 16_000])('of %i Hz is heard at its gain, the voice as it was', async (sampleRate) => {
    const mix = await mixed({ sampleRate, samples: tone(1000, 0.2, sampleRate, 3) }, { gainDb: -6 });
    expect(mix).toHaveLength(voice.length);
    expect(amplitudeOf(mix, 300, 0.5, 1.5)).toBeCloseTo(0.1, 3);
    expect(amplitudeOf(mix, 1000, 0.5, 1.5)).toBeCloseTo(0.2 * 10 ** (-6 / 20), 3);
  });

  test('begins where the take begins in it, to the sample', async () => {
    const click = new Float32Array(4 * 48_000);
    click[60_000] = 0.5;
    const mix = await mixed({ sampleRate: 48_000, samples: click }, { startSec: 0.75 });
    const difference = mix.map((sample, i) => Math.abs(sample - (voice[i] ?? 0)));
    expect(difference.indexOf(Math.max(...difference))).toBe(60_000 - 36_000);
    expect(difference[24_000]).toBeCloseTo(0.5, 5);
  });

  test('may end before the take, and may begin after its own end', async () => {
    const music = { sampleRate: 44_100, samples: tone(1000, 0.2, 44_100, 1) };
    const short = await mixed(music);
    expect(short).toHaveLength(voice.length);
    expect(amplitudeOf(short, 1000, 0.2, 0.8)).toBeCloseTo(0.2, 3);
    expect(amplitudeOf(short, 1000, 1.2, 1.8)).toBeLessThan(1e-4);
    const beyond = await mixed(music, { startSec: 100 });
    expect(beyond.every((sample, i) => Math.abs(sample - (voice[i] ?? 0)) < 1e-6)).toBe(true);
  });

  test.each([0, 12])('never goes beyond −1 dBTP, however loud it is (%i dB)', async (gainDb) => {
    const mix = await mixed({ sampleRate: 44_100, samples: tone(997, 1, 44_100, 2) }, { gainDb });
    const meter = new TruePeakMeter();
    meter.push(mix);
    expect(20 * Math.log10(meter.finish())).toBeLessThanOrEqual(-1);
  });

  test('asks no more than 6 dB of the limiter: what is louder is turned down with the voice', async () => {
    const music = tone(1000, 1, 48_000, 2);
    // A loud second, then nothing: there the voice tells by how much the whole was turned down.
    music.fill(0, 48_000);
    const mix = await mixed({ sampleRate: 48_000, samples: music }, { gainDb: 12 });
    const turnedDownDb = 20 * Math.log10(amplitudeOf(mix, 300, 1.5, 2) / 0.1);
    const overDb = 12 + 20 * Math.log10(1 + 0.1 / 10 ** (12 / 20)) + 1.1;
    expect(turnedDownDb).toBeCloseTo(6 - overDb, 0);
  });

  test('is laid the same way each time', async () => {
    const music = { sampleRate: 44_100, samples: tone(440, 0.9, 44_100, 2) };
    expect(await mixed(music)).toEqual(await mixed(music));
  });

  test('cancelled at any point it leaves nothing behind', async () => {
    const backing = openWav(keep('music.wav', 44_100, tone(440, 0.5, 44_100, 2)));
    const outPath = path.join(folder, 'mix.wav');
    for (const stopAt of [0, 0.2, 0.5, 0.7, 0.9]) {
      let done = 0;
      const control = { onProgress: (doneRatio: number) => (done = doneRatio), isCancelled: () => done >= stopAt };
      await expect(mixBacking({ masterPath, backing, gainDb: 0, startSec: 0, outPath }, control)).rejects.toMatchObject(
        { code: 'CANCELLED' },
      );
      expect(fs.readdirSync(folder)).toEqual([]);
    }
    backing.close();
  });

  test.runIf(process.platform === 'linux')('a full disk is named', async () => {
    const backing = openWav(keep('music.wav', 44_100, tone(440, 0.5, 44_100, 2)));
    const outPath = path.join(folder, 'mix.wav');
    fs.symlinkSync('/dev/full', `${outPath}.sum.part`);
    await expect(mixBacking({ masterPath, backing, gainDb: 0, startSec: 0, outPath }, {})).rejects.toMatchObject({
      code: 'DISK_FULL',
      details: { folder },
    });
    expect(fs.readdirSync(folder)).toEqual([]);
    backing.close();
  });
});
