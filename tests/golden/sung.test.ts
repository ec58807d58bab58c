import { beforeAll, describe, expect, it } from 'vitest';
import { completeSettings } from '../../src/contract/settings/schema.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { resynth } from '../../src/engine/converters/resynth/resynth.ts';
import { likeness, speakerEmbedding } from '../../src/engine/likeness/speakerEmbedding.ts';
import { perform } from '../../src/engine/perform/perform.ts';
import { performSettings, type PerformSettings } from '../../src/engine/perform/registry.ts';
import { swiftF0 } from '../../src/engine/pitch/swiftF0.ts';
import type { RawPitch } from '../../src/engine/pitch/types.ts';
import { freshVocoderFrames } from '../../src/engine/vocoder/analyser.ts';
import { builtInVoices } from '../../src/engine/voices/registry.ts';
import { onScaleRatioOf, pitchErrorOf } from '../../tools/measure/pitchMeter.ts';
import { analyseSamples } from '../suites/analysisOf.ts';
import { sourceOf } from '../suites/dspGoldens.ts';
import { runModel } from '../suites/runModel.ts';
import { readMonoWave } from '../suites/wav.ts';

const [ownVoice] = builtInVoices;

/** The whole engine on 16 kHz samples, without decoding and finishing. */
async function singSamples(samples: Float32Array, analysis: Analysis, partial: Partial<PerformSettings>) {
  const source = sourceOf(samples, 16_000);
  const performance = perform(analysis, completeSettings(performSettings, partial), ownVoice, 1);
  const converter = resynth.open({
    source,
    analysis,
    vocoder: freshVocoderFrames(source, analysis.f0Hz),
    performance,
    voice: ownVoice,
    settings: {},
    seed: 1,
  });
  const sung = new Float32Array(converter.sampleCount);
  for await (const chunk of converter.render({ startSample: 0, resume: null }, () => sung.length)) {
    sung.set(chunk.samples, chunk.startSample);
  }
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
