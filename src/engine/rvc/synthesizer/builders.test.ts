import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { largestDifference } from '../../../../tests/suites/golden/compare.ts';
import { runGraphs } from '../../../../tests/suites/runGraphs.ts';
import { goldenVoice } from '../../../../tests/suites/voiceCase.ts';
import type { Weight, Weights } from '../../weights/types.ts';
import { buildDecoder } from './decoder.ts';
import { buildEncoder } from './encoder.ts';
import { latentNoise } from './latentNoise.ts';
import { convolutionWeight, storedWeight } from './storedWeights.ts';
import { samplesPerFrame, type SynthesizerVoice } from './types.ts';

const voicesFolder = fileURLToPath(new URL('../../../../tests/fixtures/rvc/voices', import.meta.url));
const voice = goldenVoice(`${voicesFolder}/v2_f0_40k`);

/** What both networks make of some noise; the encoder's z also goes into the decoder. */
async function soundOf(of: SynthesizerVoice, frameCount: number): Promise<{ z: Float32Array; audio: Float32Array }> {
  const runModel = runGraphs({ encoder: buildEncoder(of), decoder: buildDecoder(of) });
  const width = of.weights.get('enc_p.emb_phone.weight')?.dims[1] ?? 0;
  const sampleCount = frameCount * samplesPerFrame(of);
  const speaker = { data: Float32Array.of(0), dims: [1] };
  const { z } = await runModel('encoder', {
    phone: { data: latentNoise(1, 0, frameCount, width), dims: [1, frameCount, width] },
    pitch: { data: new Float32Array(frameCount).fill(255), dims: [1, frameCount] },
    noise: { data: latentNoise(2, 0, frameCount, of.interChannels), dims: [1, of.interChannels, frameCount] },
    speaker,
  });
  const latent = Float32Array.from(z?.data ?? []);
  const { audio } = await runModel('decoder', {
    z: { data: latent, dims: [1, of.interChannels, frameCount] },
    source: { data: latentNoise(3, 0, sampleCount, 1).map((value) => value / 10), dims: [1, 1, sampleCount] },
    speaker,
  });
  return { z: latent, audio: Float32Array.from(audio?.data ?? []) };
}

function floatWeight(name: string, dims: readonly number[], values: () => Float32Array): Weight {
  return { name, type: 'float32', dims, readFloats: () => Float32Array.from(values()), readHalves: () => null };
}

/** The same weights with every weight norm put together, as some exporters leave them. */
function fused(weights: Weights): Weights {
  const result = new Map<string, Weight>();
  for (const [name, weight] of weights) {
    if (name.endsWith('.weight_g')) continue;
    if (!name.endsWith('.weight_v')) {
      result.set(name, weight);
      continue;
    }
    const layer = name.slice(0, -'.weight_v'.length);
    const data = convolutionWeight(weights, layer);
    if (!('floats' in data)) throw new TypeError(`${layer} has no weight norm`);
    result.set(`${layer}.weight`, floatWeight(`${layer}.weight`, data.dims, data.floats));
  }
  return result;
}

/** The same numbers in single precision. */
function widened(weights: Weights): Weights {
  return new Map(
    [...weights].map(([name, weight]) => [name, floatWeight(name, weight.dims, () => weight.readFloats())]),
  );
}

test('weight norms stored as halves, as floats or put together already are the same voice', async () => {
  const wanted = await soundOf(voice, 20);
  for (const weights of [fused(voice.weights), widened(voice.weights)]) {
    expect([...weights.keys()]).not.toEqual([]);
    const got = await soundOf({ ...voice, weights }, 20);
    expect(largestDifference(got.z, wanted.z)).toBeLessThan(2e-5);
    expect(largestDifference(got.audio, wanted.audio)).toBeLessThan(2e-5);
  }
});

test.each([1, 2, 10, 11, 12, 45])('%i frames are 400 samples each', async (frameCount) => {
  const { z, audio } = await soundOf(voice, frameCount);
  expect(z.length).toBe(frameCount * voice.interChannels);
  expect(audio.length).toBe(frameCount * 400);
  expect(audio.every((value) => Math.abs(value) <= 1)).toBe(true);
});

/** The voice with other rates; only what depends on them is made anew, of small numbers. */
function withRates(rates: readonly number[]): SynthesizerVoice {
  const weights = new Map(voice.weights);
  rates.forEach((rate, stage) => {
    const channels = 16 / 2 ** stage;
    const stride = rates.slice(stage + 1).reduce((product, later) => product * later, 1);
    const resized = (name: string, dims: readonly number[]) => {
      const count = dims.reduce((product, dim) => product * dim, 1);
      weights.set(
        name,
        floatWeight(name, dims, () => latentNoise(stage, 0, count, 1).map((value) => value / 10)),
      );
    };
    resized(`dec.ups.${String(stage)}.weight_v`, [2 * channels, channels, 2 * rate]);
    // As the community program sizes them for odd strides.
    const kernel = stride === 1 ? 1 : 2 * stride - (stride % 2);
    resized(`dec.noise_convs.${String(stage)}.weight`, [channels, 1, kernel]);
  });
  return { ...voice, weights, upsampleRates: rates, sampleRate: 100 * samplesPerFrame({ upsampleRates: rates }) };
}

test.each([[[10, 6, 2, 2]], [[12, 10, 2, 2]], [[7, 7, 3, 3]], [[3, 5, 2, 7]]])(
  'rates %j give as many samples a frame as their product',
  async (rates) => {
    expect(storedWeight(voice.weights, 'dec.ups.0.weight_v').dims.slice(0, 2)).toEqual([32, 16]);
    const { audio } = await soundOf(withRates(rates), 9);
    expect(audio.length).toBe(9 * samplesPerFrame({ upsampleRates: rates }));
  },
);
