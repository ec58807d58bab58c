import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { analysisWith, fixtureVoice, madeUpContent, randomVoice, singRvc } from '../../../../tests/suites/singRvc.ts';
import type { RvcVoice } from './types.ts';

let networks: WrittenNetworks;
beforeAll(() => {
  networks = new WrittenNetworks();
});
afterAll(() => {
  networks.close();
});

const golden = [
  'v1_f0_40k',
  'v1_f0_48k',
  'v1_nof0_40k',
  'v2_f0_40k',
  'v2_f0_40k_multispeaker',
  'applio_v2_40k_parametrizations',
  'applio_v2_48k_mrf',
];
const voices: [string, () => RvcVoice][] = [
  ...golden.map((name): [string, () => RvcVoice] => [name, () => fixtureVoice(name, networks)]),
  ['a voice at 32 kHz', () => randomVoice([10, 8, 2, 2], networks)],
  ['a voice at 24 kHz', () => randomVoice([10, 6, 2, 2], networks)],
];
const lengths = [
  ['one frame', 160],
  ['one sample', 1],
  ['the shortest recording there may be', 3200],
  ['a frame begun', 3361],
] as const;
const pitches = { voiced: () => 220, unvoiced: () => 0, both: (sec: number) => (sec < 0.1 ? 220 : 0) };

describe.each(voices)('%s', (_, open) => {
  let voice: RvcVoice;
  beforeAll(() => {
    voice = open();
  });

  it.each(lengths)(
    'sings %s, silence and unvoiced sound too, to the sample and in numbers',
    async (__, sampleCount) => {
      for (const pitchAt of Object.values(pitches)) {
        const { samples, sampleRate } = await singRvc({
          voice,
          samples: new Float32Array(sampleCount),
          analysis: analysisWith(sampleCount, pitchAt),
          content: madeUpContent(Math.max(1, Math.ceil(sampleCount / 320)), voice.featureWidth),
        });
        expect(samples).toHaveLength(Math.max(1, Math.round((sampleCount * sampleRate) / 16_000)));
        expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
        expect(samples.some((sample) => sample !== 0)).toBe(true);
      }
    },
  );
});
