import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { analysisWith, fixtureVoice, madeUpContent, singRvc } from '../../../../tests/suites/singRvc.ts';
import type { RvcVoice } from './types.ts';

let networks: WrittenNetworks;
beforeAll(() => {
  networks = new WrittenNetworks();
});
afterAll(() => {
  networks.close();
});

const voices = [
  'v1_f0_40k',
  'v1_f0_48k',
  'v1_nof0_40k',
  'v2_f0_40k',
  'v2_f0_40k_multispeaker',
  'applio_v2_40k_parametrizations',
  'applio_v2_48k_mrf',
];
const lengths = [
  ['one frame', 160],
  ['one sample', 1],
  ['the shortest recording there may be', 3200],
  ['a frame begun', 3361],
] as const;
const pitches = { voiced: () => 220, unvoiced: () => 0, both: (sec: number) => (sec < 0.1 ? 220 : 0) };

describe.each(voices)('%s', (name) => {
  let voice: RvcVoice;
  beforeAll(() => {
    voice = fixtureVoice(name, networks);
  });

  it.each(lengths)('sings %s, silence and unvoiced sound too, to the sample and in numbers', async (_, sampleCount) => {
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
  });
});
