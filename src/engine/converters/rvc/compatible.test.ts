import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { seededRatio } from '../../../../tests/suites/seededRatio.ts';
import { analysisWith, fixtureVoice, madeUpContent, openRvc, performanceOf } from '../../../../tests/suites/singRvc.ts';
import { networkFrameCount } from '../../contentVec/frames.ts';
import type { RunModel } from '../../models/types.ts';
import type { RvcVoice } from './types.ts';

let networks: WrittenNetworks;
let voice: RvcVoice;
beforeAll(() => {
  networks = new WrittenNetworks();
  voice = fixtureVoice('v1_f0_40k', networks);
});
afterAll(() => {
  networks.close();
});

/** Networks of the right sizes whose sound is a steady 0.5: lengths and gains can be told by hand. */
const plainNetworks: RunModel = (_, { audio, phone, z, trim }) => {
  if (audio) {
    const frameCount = networkFrameCount(audio.data.length);
    return Promise.resolve({ features: { data: new Float32Array(frameCount * 256), dims: [1, frameCount, 256] } });
  }
  if (phone) {
    const frameCount = phone.dims[1] ?? 0;
    const data = new Float32Array(voice.interChannels * frameCount);
    return Promise.resolve({ z: { data, dims: [1, voice.interChannels, frameCount] } });
  }
  const frameCount = (z?.dims[2] ?? 0) - (trim?.data[0] ?? 0) - (trim?.data[1] ?? 0);
  const data = new Float32Array(frameCount * 400).fill(0.5);
  return Promise.resolve({ audio: { data, dims: [1, 1, data.length] } });
};

/** Bursts of noise beyond full scale between true silences, in which every place is as quiet as the next. */
function burstsOf(sampleCount: number, seed: number): Float32Array {
  return Float32Array.from({ length: sampleCount }, (_, i) =>
    i % 24_000 < 9000 ? 2.6 * (seededRatio(seed * 1e7 + i) - 0.5) : 0,
  );
}

async function take(samples: Float32Array, pipeline: string, gainAt: (frame: number) => number = () => 1) {
  const analysis = analysisWith(samples.length, () => 150);
  const gain = new Float32Array(analysis.frameCount).map((_, frame) => gainAt(frame));
  const converter = await openRvc({
    voice,
    samples,
    analysis,
    performance: performanceOf(analysis, { gain }),
    content: madeUpContent(Math.ceil(samples.length / 320), 256),
    settings: { pipeline, loudnessMix: 1 },
    run: plainNetworks,
  });
  const pieces: Float32Array[] = [];
  for await (const chunk of converter.render({ startSample: 0, resume: null }, () => 80_000))
    pieces.push(chunk.samples);
  return { told: converter.sampleCount, sung: Float32Array.from(pieces.flatMap((piece) => [...piece])) };
}

describe('a compatible take', () => {
  it.each([
    ['original', 46.37, 1],
    ['applio', 46.37, 2],
  ] as const)(
    'in the pipeline %s is as long as was told before: %d s, louder than full scale',
    async (pipeline, sec, seed) => {
      const { told, sung } = await take(burstsOf(Math.round(sec * 16_000), seed), pipeline);
      expect(sung).toHaveLength(told);
      expect(sec - told / 40_000).toBeLessThan(0.08);
    },
  );

  it('is as loud as performed', async () => {
    const { sung } = await take(burstsOf(48_000, 4), 'applio', (frame) => (frame < 200 ? 1 : 0.25));
    expect(sung[20_000]).toBeCloseTo(0.5, 5);
    expect(sung[100_000]).toBeCloseTo(0.125, 5);
  });

  it.each(['original', 'applio'])(
    'that shall change time in the pipeline %s is sung by the exact one, which is told',
    async (pipeline) => {
      const samples = burstsOf(32_000, 5);
      const analysis = analysisWith(samples.length, () => 150);
      const opened = (sourceFrame: Float64Array) =>
        openRvc({
          voice,
          samples,
          analysis,
          performance: performanceOf(analysis, { sourceFrame, f0Hz: new Float64Array(sourceFrame.length).fill(150) }),
          content: madeUpContent(Math.ceil(samples.length / 320), 256),
          settings: { pipeline },
          run: plainNetworks,
        });
      const stretched = await opened(Float64Array.from({ length: 801 }, (_, frame) => frame / 2));
      expect(stretched.notices).toEqual([{ code: 'PIPELINE_KEEPS_TIME', details: { pipeline } }]);
      expect(stretched.sampleCount / stretched.sampleRate).toBeCloseTo(4, 2);
      const again = await opened(Float64Array.from({ length: 401 }, (_, frame) => frame % 201));
      expect(again.notices).toHaveLength(1);
      const inItsTime = await opened(Float64Array.from({ length: 401 }, (_, frame) => frame));
      expect(inItsTime.notices).toBeUndefined();
    },
  );
});
