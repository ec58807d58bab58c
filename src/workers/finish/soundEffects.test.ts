import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { outputSampleRate } from '../../contract/exports.ts';
import { createResampler } from '../../adapters/audio/resample.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';
import { soundEffects } from '../../engine/effects/registry.ts';
import { soundStepsOf } from '../../engine/effects/soundSteps.ts';
import { FramePowers } from '../../engine/finish/activeLevel.ts';
import { applySoundEffects, type SoundEffectsRequest } from './soundEffects.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-effects-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});
const masterPath = path.join(folder, 'master.wav');

/** A phrase at the output rate, with three seconds of silence behind it. */
async function spokenPhrase(): Promise<Float32Array> {
  const { samples, sampleRate } = readMonoWave('tests/fixtures/audio/austen-0880.wav');
  const resampler = await createResampler(sampleRate, outputSampleRate);
  const spoken = resampler.process(samples);
  resampler.close();
  const padded = new Float32Array(spoken.length + outputSampleRate);
  padded.set(spoken);
  return padded;
}
const phrase = await spokenPhrase();

function keep(name: string, samples: Float32Array): string {
  const file = path.join(folder, name);
  const writer = new WavWriter(file, { sampleRate: outputSampleRate, encoding: 'float32' });
  writer.writeSamples(samples);
  writer.finish();
  return file;
}

function requestFor(ffmpegPath: string, chain: string, samples: Float32Array): SoundEffectsRequest {
  const powers = new FramePowers(outputSampleRate);
  powers.push(samples);
  const dry = { path: keep('dry.wav', samples), truePeak: 1, ownGain: 1 };
  return { ffmpegPath, steps: soundStepsOf(chain), dry, powers: powers.powers, seed: 3, masterPath };
}

async function treated(ffmpegPath: string, chain: string, samples = phrase): Promise<Float32Array> {
  const { premaster, discard } = await applySoundEffects(requestFor(ffmpegPath, chain, samples), {});
  const mix = openWav(premaster.path);
  const heard = mix.read(0, mix.sampleCount).map((sample) => premaster.ownGain * sample);
  mix.close();
  discard();
  expect(fs.readdirSync(folder)).toEqual(['dry.wav']);
  return heard;
}

/** RMS where the phrase is spoken: frames of 20 ms within 25 dB of its loudest, dB. Written apart from the program's own. */
function spokenDb(heard: Float32Array): number {
  const frame = 960;
  const powerAt = (samples: Float32Array, start: number): number =>
    samples.subarray(start, start + frame).reduce((sum, sample) => sum + sample * sample, 0) / frame;
  const starts = Array.from({ length: Math.floor(phrase.length / frame) }, (_, index) => index * frame);
  const loudest = Math.max(...starts.map((start) => powerAt(phrase, start)));
  const spoken = starts.filter((start) => powerAt(phrase, start) > loudest / 10 ** 2.5);
  return 10 * Math.log10(spoken.reduce((sum, start) => sum + powerAt(heard, start), 0) / spoken.length);
}

const strongest: Readonly<Record<string, string>> = {
  telephone: 'telephone drive=12 noiseDb=-30',
  radio: 'radio drive=20 noiseDb=-25',
  reverb: 'reverb mix=0.6 decayMs=3000',
  delay: 'delay mix=1 feedback=0.8 timeMs=120',
  equaliser: 'equaliser bassDb=12 midDb=-12 trebleDb=12 lowCutHz=200',
  compressor: 'compressor amount=1',
  deesser: 'deesser amount=1 edgeHz=3500',
};

describe.each(ffmpegBuilds())('with ffmpeg $build', ({ ffmpegPath }) => {
  test.each(soundEffects.flatMap(({ id }) => [id, strongest[id] ?? id]))(
    '%s leaves the phrase within 1 dB of its level, and changes it',
    async (chain) => {
      const heard = await treated(ffmpegPath, chain);
      expect(heard.every((sample) => Number.isFinite(sample))).toBe(true);
      expect(Math.abs(spokenDb(heard) - spokenDb(phrase))).toBeLessThan(1);
      const difference = heard.subarray(0, phrase.length).map((sample, i) => sample - (phrase[i] ?? 0));
      // An equaliser whose bands are all at 0 is the one that changes nothing.
      if (chain !== 'equaliser') expect(spokenDb(difference)).toBeGreaterThan(spokenDb(phrase) - 45);
    },
  );

  test('an effect sounds the same in a soft take and in a loud one', async () => {
    const soft = phrase.map((sample) => 0.05 * sample);
    for (const chain of ['telephone noiseDb=-80', 'compressor amount=1', 'deesser', 'delay mix=1']) {
      const [loudHeard, softHeard] = [await treated(ffmpegPath, chain), await treated(ffmpegPath, chain, soft)];
      const worst = loudHeard.reduce(
        (most, sample, i) => Math.max(most, Math.abs(sample - 20 * (softHeard[i] ?? 0))),
        0,
      );
      expect(worst, chain).toBeLessThan(0.01);
    }
  });

  test('tails ring to their end and the take grows by them', async () => {
    const chain = 'reverb decayMs=2000 firstEchoMs=100 > delay timeMs=500 feedback=0 mix=0.5';
    const heard = await treated(ffmpegPath, chain, phrase.subarray(0, 2 * outputSampleRate));
    expect(heard.length - 2 * outputSampleRate).toBe((2 + 0.1 + 0.5) * outputSampleRate);
    const tail = heard.subarray(2 * outputSampleRate);
    expect(spokenPower(tail.subarray(0, outputSampleRate))).toBeGreaterThan(1e-7);
    // 60 dB down: nothing is cut off while it can be heard.
    expect(spokenPower(tail.subarray(-4800))).toBeLessThan(spokenPower(heard.subarray(0, 2 * outputSampleRate)) / 1e5);
  });

  test('an echo comes when and as loud as it is told', async () => {
    const click = new Float32Array(outputSampleRate);
    // Loud enough to count as sound over a whole frame.
    for (let i = 0; i < 480; i++) click[i] = 0.5 * Math.sin(i / 3);
    const heard = await treated(ffmpegPath, 'delay timeMs=300 feedback=0.5 mix=0.4', click);
    const powerAt = (sec: number): number =>
      spokenPower(heard.subarray(Math.round(sec * outputSampleRate), Math.round(sec * outputSampleRate) + 480));
    const voice = powerAt(0);
    expect(powerAt(0.15)).toBeLessThan(voice / 1e8);
    expect(Math.sqrt(powerAt(0.3) / voice)).toBeCloseTo(0.4, 2);
    expect(Math.sqrt(powerAt(0.6) / voice)).toBeCloseTo(0.2, 2);
    expect(Math.sqrt(powerAt(0.9) / voice)).toBeCloseTo(0.1, 2);
  });

  test('the order of a chain is heard', async () => {
    const roomOnTheLine = await treated(ffmpegPath, 'reverb mix=0.7 > telephone');
    const lineInTheRoom = await treated(ffmpegPath, 'telephone > reverb mix=0.7');
    expect(roomOnTheLine).toHaveLength(lineInTheRoom.length);
    const difference = roomOnTheLine.map((sample, i) => sample - (lineInTheRoom[i] ?? 0));
    expect(spokenDb(difference)).toBeGreaterThan(spokenDb(phrase) - 20);
  });

  test('the same chain gives the same bits', async () => {
    const chain = 'equaliser bassDb=3 > radio > delay > compressor > deesser > reverb';
    const hashOf = async (): Promise<string> =>
      createHash('sha256')
        .update(new Uint8Array((await treated(ffmpegPath, chain)).buffer))
        .digest('hex');
    expect(await hashOf()).toBe(await hashOf());
  });

  test('silence stays silence: no hiss of a line is brought to the level of a voice', async () => {
    const silence = new Float32Array(outputSampleRate);
    expect(await treated(ffmpegPath, 'radio > reverb', silence)).toEqual(silence);
  });

  test('cancelled anywhere it leaves nothing behind', async () => {
    const request = requestFor(ffmpegPath, 'telephone > delay > reverb', phrase);
    for (const stopAt of [0, 0.2, 0.4, 0.7, 0.95]) {
      let done = 0;
      const control = { onProgress: (doneRatio: number) => (done = doneRatio), isCancelled: () => done >= stopAt };
      await expect(applySoundEffects(request, control)).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(fs.readdirSync(folder)).toEqual(['dry.wav']);
    }
  });

  test('an equaliser raises and lowers its bands, and a low cut takes what lies under it', async () => {
    const toneOf = (hz: number): Float32Array =>
      Float32Array.from(
        { length: outputSampleRate },
        (_, i) => 0.1 * Math.sin((2 * Math.PI * hz * i) / outputSampleRate),
      );
    const sum = (tones: readonly Float32Array[]): Float32Array =>
      Float32Array.from({ length: outputSampleRate }, (_, i) =>
        tones.reduce((total, tone) => total + (tone[i] ?? 0), 0),
      );
    const tonesHz = [40, 80, 1200, 12_000];
    const gainsOf = async (chain: string): Promise<number[]> => {
      const heard = await treated(ffmpegPath, chain, sum(tonesHz.map(toneOf)));
      const levels = tonesHz.map((hz) => 20 * Math.log10(amplitudeOf(heard, hz) / 0.1));
      // All levels move together when the whole is brought back to its loudness.
      return levels.map((level) => level - (levels[2] ?? 0));
    };
    const [, bass = 0, , treble = 0] = await gainsOf('equaliser bassDb=6 trebleDb=-9');
    expect(Math.abs(bass - 6)).toBeLessThan(1.5);
    expect(Math.abs(treble + 9)).toBeLessThan(1.5);
    expect((await gainsOf('equaliser midDb=6'))[3]).toBeLessThan(-5);
    expect((await gainsOf('equaliser lowCutHz=160'))[0]).toBeLessThan(-20);
  });

  test('a compressor brings loud and soft together, the more the stronger it is', async () => {
    const steps = Float32Array.from(
      { length: 2 * outputSampleRate },
      (_, i) => (i < outputSampleRate ? 0.4 : 0.05) * Math.sin((2 * Math.PI * 300 * i) / outputSampleRate),
    );
    const rangeOf = async (amount: number): Promise<number> => {
      const heard = await treated(ffmpegPath, `compressor amount=${String(amount)}`, steps);
      const half = outputSampleRate / 2;
      const [loud, soft] = [heard.subarray(half, 2 * half), heard.subarray(3 * half)].map(spokenPower);
      return 10 * Math.log10((loud ?? 0) / (soft ?? 1));
    };
    expect(await rangeOf(0)).toBeCloseTo(18.1, 0);
    expect(await rangeOf(0.5)).toBeLessThan(15);
    expect(await rangeOf(1)).toBeLessThan(11);
  });

  test('a de-esser turns sharp sounds down and leaves vowels alone', async () => {
    const speech = vowelsAndSharpSounds();
    const heard = await treated(ffmpegPath, 'deesser', speech);
    const levelDb = (samples: Float32Array, fromSec: number): number =>
      10 *
      Math.log10(spokenPower(samples.subarray((fromSec + 0.1) * outputSampleRate, (fromSec + 0.4) * outputSampleRate)));
    const vowel = levelDb(heard, 0) - levelDb(speech, 0);
    const sharp = levelDb(heard, 0.5) - levelDb(speech, 0.5);
    expect(Math.abs(vowel)).toBeLessThan(1);
    expect(sharp - vowel).toBeLessThan(-4);
  });

  test('progress rises to 1', async () => {
    const seen: number[] = [];
    const request = requestFor(ffmpegPath, 'telephone > delay', phrase);
    const { discard } = await applySoundEffects(request, { onProgress: (done) => seen.push(done) });
    discard();
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

/** Half a second of a vowel at the level of speech, half a second of hiss above 5 kHz 6 dB under it, and so on. */
function vowelsAndSharpSounds(): Float32Array {
  const noise = Float32Array.from(
    { length: 2 * outputSampleRate },
    (_, i) => Math.sin(i * i * 0.37) * Math.cos(i * 1.7),
  );
  return noise.map((hiss, i) => {
    if (Math.floor((2 * i) / outputSampleRate) % 2 === 1) return 0.07 * (hiss - (noise[i - 1] ?? 0));
    let sample = 0;
    for (let harmonic = 1; harmonic <= 15; harmonic++)
      sample += Math.sin((2 * Math.PI * 150 * harmonic * i) / outputSampleRate) / harmonic;
    return 0.1 * sample;
  });
}

/** Amplitude of a tone in the middle of a second. */
function amplitudeOf(samples: Float32Array, hz: number): number {
  let cosine = 0;
  let sine = 0;
  const [from, to] = [outputSampleRate / 4, (3 * outputSampleRate) / 4];
  for (let i = from; i < to; i++) {
    const angle = (2 * Math.PI * hz * i) / outputSampleRate;
    cosine += (samples[i] ?? 0) * Math.cos(angle);
    sine += (samples[i] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(cosine, sine)) / (to - from);
}

const spokenPower = (samples: Float32Array): number =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;

if (process.platform === 'linux') {
  test.each(['telephone', 'delay'])('a full disk is named while %s works', async (chain) => {
    const [build] = ffmpegBuilds();
    fs.symlinkSync('/dev/full', `${masterPath}.effect-0.part`);
    await expect(applySoundEffects(requestFor(build?.ffmpegPath ?? '', chain, phrase), {})).rejects.toMatchObject({
      code: 'DISK_FULL',
      details: { folder },
    });
    expect(fs.readdirSync(folder)).toEqual(['dry.wav']);
  });
}
