import { beforeAll, describe, expect, it } from 'vitest';
import type { AnySettingValues } from '../../src/contract/settings/descriptors.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { likeness, speakerEmbedding } from '../../src/engine/likeness/speakerEmbedding.ts';
import { swiftF0 } from '../../src/engine/pitch/swiftF0.ts';
import type { RawPitch } from '../../src/engine/pitch/types.ts';
import { onScaleRatioOf, pitchErrorOf } from '../../tools/measure/pitchMeter.ts';
import { analyseSamples } from '../suites/analysisOf.ts';
import { sourceOf } from '../suites/dspGoldens.ts';
import { runModel } from '../suites/runModel.ts';
import { sing, vocoderOf } from '../suites/sing.ts';
import { readMonoWave } from '../suites/wav.ts';

/** The whole engine on 16 kHz samples, without decoding and finishing. */
async function singSamples(samples: Float32Array, analysis: Analysis, settings: AnySettingValues) {
  const source = sourceOf(samples, 16_000);
  const { performance, sung } = await sing({ source, analysis, vocoder: vocoderOf(source, analysis.f0Hz) }, settings);
  return { performance, sung, pitch: await measurePitch(sung, performance.frameCount) };
}

const measurePitch = (samples: Float32Array, frameCount: number): Promise<RawPitch> =>
  swiftF0.extract(sourceOf(samples, 16_000), frameCount, runModel, () => undefined);

describe.each(['austen-0870', 'austen-0880', 'austen-0890'])('%s, sung in the own voice', (name) => {
  const { samples } = readMonoWave(`tests/fixtures/audio/${name}.wav`);
  let analysis: Analysis;
  beforeAll(async () => {
    analysis = await analyseSamples(samples);
  });

  it('and snapped at once, is on the scale in 75 % of the sure frames and twice as often as the speech', async () => {
    const { performance, pitch } = await singSamples(samples, analysis, { mode: 'snap', retuneMs: 0 });
    const spoken = await measurePitch(samples, analysis.frameCount);
    const onScale = onScaleRatioOf(pitch, performance.key);
    expect(onScale).toBeGreaterThanOrEqual(0.75);
    expect(onScale).toBeGreaterThanOrEqual(2 * onScaleRatioOf(spoken, performance.key));
  });

  it('and chanted, has the authored pitch within 10 cents (median) and stays like the speaker', async () => {
    const { performance, sung, pitch } = await singSamples(samples, analysis, { mode: 'chant' });
    expect(pitchErrorOf(pitch, performance.f0Hz).medianCents).toBeLessThanOrEqual(10);
    const spokenBy = await speakerEmbedding(samples, runModel);
    expect(likeness(spokenBy, await speakerEmbedding(sung, runModel))).toBeGreaterThanOrEqual(0.85);
  });
});
