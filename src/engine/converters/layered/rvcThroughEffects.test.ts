import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { heardLevelDb } from '../../../../tests/suites/effectCase.ts';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { collected, joined } from '../../../../tests/suites/resynthCase.ts';
import { analysisWith, fixtureVoice, madeUpContent, openRvc, performanceOf } from '../../../../tests/suites/singRvc.ts';
import { contentFrameCount } from '../../contentVec/frames.ts';
import type { RvcVoice } from '../rvc/types.ts';

const sampleCount = 4 * 16_000;
/** Syllables of a quarter of a second with a pause after every four. */
const pitchAt = (sec: number) => (sec % 0.25 < 0.17 && Math.floor(sec / 0.25) % 5 !== 4 ? 140 + 20 * Math.sin(sec) : 0);
const analysis = analysisWith(sampleCount, pitchAt);
const samples = Float32Array.from({ length: sampleCount }, (_, i) => 0.1 * Math.sin(i / 9));
const content = madeUpContent(contentFrameCount(sampleCount), 256);

let networks: WrittenNetworks;
let voice: RvcVoice;
beforeAll(() => {
  networks = new WrittenNetworks();
  voice = fixtureVoice('v1_f0_40k', networks);
});
afterAll(() => {
  networks.close();
});

const open = (effects: string, formantRatio = 1) =>
  openRvc({ voice, samples, analysis, content, effects, performance: performanceOf(analysis, { formantRatio }) });

async function sing(effects: string, formantRatio?: number) {
  const converter = await open(effects, formantRatio);
  return joined(await collected(converter.render({ startSample: 0, resume: null }, () => Infinity)));
}

describe('an RVC voice through voice effects', () => {
  it.each([1, 1.13])('is as long as without, finite and within 1 dB as loud, formants at %f', async (formantRatio) => {
    const { sampleRate } = await open('', formantRatio);
    const dry = await sing('', formantRatio);
    for (const chain of ['double', 'choir voices=3', 'growl']) {
      const sung = await sing(chain, formantRatio);
      expect(sung).toHaveLength(dry.length);
      expect(sung.every(Number.isFinite)).toBe(true);
      expect(Math.abs(heardLevelDb(sung, dry, sampleRate) - heardLevelDb(dry, dry, sampleRate)), chain).toBeLessThan(1);
    }
  });

  it('gives the same samples from any place on, in chunks of its own choice', async () => {
    const whole = await sing('double > growl');
    const converter = await open('double > growl');
    const chunkSamples = converter.chunkSamplesAt ?? (() => Number.NaN);
    for (const startSample of [0, 40_000, 123_457]) {
      const chunks = await collected(converter.render({ startSample, resume: null }, chunkSamples));
      expect(joined(chunks)).toEqual(whole.slice(startSample));
    }
  });

  it('passes the voice on untouched where there is no voice effect', async () => {
    expect(await sing('telephone')).toEqual(await sing(''));
  });
});
