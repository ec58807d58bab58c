import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ModelInput } from '../../src/engine/models/types.ts';
import { largestDifference, signalToErrorDb } from '../suites/golden/compare.ts';
import { buildPublicVoice, type PublicLayout, type PublicVoiceOptions } from '../suites/publicVoice.ts';
import { runGraphs } from '../suites/runGraphs.ts';
import { goldenVoice, voiceCases, type VoiceCase } from '../suites/voiceCase.ts';

const voices = fileURLToPath(new URL('../fixtures/rvc/voices', import.meta.url));
const names = [
  'v1_f0_40k',
  'v1_f0_48k',
  'v1_nof0_40k',
  'v2_f0_40k',
  'v2_f0_40k_multispeaker',
  'applio_v2_40k_parametrizations',
];

function inputsOf(song: VoiceCase, layout: PublicLayout, inter: number | null): Record<string, ModelInput> {
  const { frameCount, features, pitch, noise } = song;
  const number = (value: number) => ({ data: Float32Array.of(value), dims: [1] });
  return {
    [layout === 'phone' ? 'phone' : 'feats']: { data: features.values, dims: [1, frameCount, features.width] },
    [layout === 'phone' ? 'phone_lengths' : 'p_len']: number(song.validFrames),
    [layout === 'phone' ? 'ds' : 'sid']: number(song.speaker),
    ...(pitch && {
      pitch: { data: pitch.classes, dims: [1, frameCount] },
      pitchf: { data: pitch.f0Hz, dims: [1, frameCount] },
    }),
    ...(inter !== null && { rnd: { data: noise, dims: [1, inter, frameCount] } }),
  };
}

async function sing(name: string, layout: PublicLayout, options: PublicVoiceOptions) {
  const folder = `${voices}/${name}`;
  const voice = goldenVoice(folder);
  const runModel = runGraphs({ voice: buildPublicVoice(voice, layout, options) });
  const songs = [...voiceCases(folder).values()].filter((song) => song.validFrames === song.frameCount);
  expect(songs.length).toBeGreaterThan(0);
  const inter = (options.noise ?? (layout === 'phone' ? 'input' : 'inside')) === 'input' ? voice.interChannels : null;
  return Promise.all(
    songs.map(async (song) => {
      const { audio } = await runModel('voice', inputsOf(song, layout, inter));
      return { audio: Float32Array.from(audio?.data ?? []), wanted: song.audio };
    }),
  );
}

test.each(names)('%s in both public layouts sings what the original sings', async (name) => {
  for (const layout of ['phone', 'feats'] as const) {
    for (const { audio, wanted } of await sing(name, layout, { noise: 'input' })) {
      expect(signalToErrorDb(audio, wanted), layout).toBeGreaterThan(90);
      expect(largestDifference(audio, wanted), layout).toBeLessThan(1e-4);
    }
  }
});

test('in half precision throughout it is the same voice, roughly', async () => {
  for (const layout of ['phone', 'feats'] as const) {
    for (const { audio, wanted } of await sing('v2_f0_40k', layout, { noise: 'input', floatType: 'float16' })) {
      const reached = signalToErrorDb(audio, wanted);
      expect(reached, layout).toBeGreaterThan(20);
      expect(reached, layout).toBeLessThan(80);
    }
  }
});

test('noise drawn inside, unscaled noise and noise in the source each change the sound', async () => {
  const variants: PublicVoiceOptions[] = [
    { noise: 'inside' },
    { noise: 'input', isNoiseScaled: false },
    { noise: 'input', hasSourceNoise: true },
  ];
  for (const options of variants) {
    for (const { audio, wanted } of await sing('v2_f0_40k', 'feats', options)) {
      expect(audio.length).toBe(wanted.length);
      expect(signalToErrorDb(audio, wanted), JSON.stringify(options)).toBeLessThan(60);
    }
  }
});

test.each([true, false])('a voice for one length sings that length only (declared: %s)', async (isDeclared) => {
  const voice = goldenVoice(`${voices}/v2_f0_40k`);
  const [song] = [...voiceCases(`${voices}/v2_f0_40k`).values()];
  if (!song) throw new Error('no case');
  const run = (count: number) =>
    runGraphs({ voice: buildPublicVoice(voice, 'phone', { fixedFrames: { count, isDeclared } }) })(
      'voice',
      inputsOf(song, 'phone', voice.interChannels),
    );
  const { audio } = await run(song.frameCount);
  expect(audio?.data.length).toBe(song.audio.length);
  await expect(run(song.frameCount + 1)).rejects.toThrow();
});
