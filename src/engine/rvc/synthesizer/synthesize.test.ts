import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { largestDifference, signalToErrorDb } from '../../../../tests/suites/golden/compare.ts';
import { runGraphs } from '../../../../tests/suites/runGraphs.ts';
import { goldenVoice, voiceCases, withColumns } from '../../../../tests/suites/voiceCase.ts';
import type { VoiceCase } from '../../../../tests/suites/voiceCase.ts';
import { buildDecoder } from './decoder.ts';
import { buildEncoder } from './encoder.ts';
import { HarmonicSource, sourceMix } from './harmonicSource.ts';
import type { SourceNoise } from './harmonicSource.ts';
import { latentNoise } from './latentNoise.ts';
import { decoderReach } from './reach.ts';
import { decodeFrames, encodeLatent } from './synthesize.ts';
import type { DecoderNetwork, DecoderScore } from './synthesize.ts';
import { samplesPerFrame } from './types.ts';
import type { SynthesizerVoice } from './types.ts';

const voicesFolder = fileURLToPath(new URL('../../../../tests/fixtures/rvc/voices', import.meta.url));
const names = readdirSync(voicesFolder).filter((name) => !name.includes('refinegan'));

function networkOf(voice: SynthesizerVoice): DecoderNetwork {
  const runModel = runGraphs({ encoder: buildEncoder(voice), decoder: buildDecoder(voice, { canTrim: true }) });
  return { runModel, decoder: 'decoder', reach: decoderReach(voice), samplesPerFrame: samplesPerFrame(voice) };
}

/** The latent of a case; what the original masks is left out and comes back as zeros. */
async function latentOf({ runModel }: DecoderNetwork, voice: SynthesizerVoice, song: VoiceCase): Promise<Float32Array> {
  const { validFrames, features, pitch, noise, speaker } = song;
  const z = await encodeLatent(runModel, 'encoder', {
    features: { values: features.values.slice(0, validFrames * features.width), width: features.width },
    pitchClasses: pitch && pitch.classes.slice(0, validFrames),
    noise: withColumns(noise, voice.interChannels, validFrames),
    speaker,
  });
  return withColumns(z, voice.interChannels, song.frameCount);
}

function sourceOf(voice: SynthesizerVoice, f0Hz: Float32Array | undefined, noise: SourceNoise): HarmonicSource | null {
  if (!f0Hz) return null;
  return new HarmonicSource({ f0Hz, sampleRate: voice.sampleRate, mix: sourceMix(voice.weights), noise });
}

function scoreOf(
  latent: Float32Array,
  frameCount: number,
  rest: Pick<DecoderScore, 'source' | 'speaker'>,
): DecoderScore {
  const channels = latent.length / frameCount;
  const readLatent = (start: number, end: number) => {
    const columns = new Float32Array(channels * (end - start));
    for (let c = 0; c < channels; c++) {
      columns.set(latent.subarray(c * frameCount + start, c * frameCount + end), c * (end - start));
    }
    return columns;
  };
  return { frameCount, readLatent, ...rest };
}

test.each(names)('%s sings what the original sings: at least 90 dB, at most 1e-4 apart', async (name) => {
  const voice = goldenVoice(`${voicesFolder}/${name}`);
  const network = networkOf(voice);
  for (const [caseName, song] of voiceCases(`${voicesFolder}/${name}`)) {
    const latent = await latentOf(network, voice, song);
    const check = async (noise: SourceNoise, wanted: Float32Array, what: string) => {
      const source = sourceOf(voice, song.pitch?.f0Hz, noise);
      const score = scoreOf(latent, song.frameCount, { source, speaker: song.speaker });
      const audio = await decodeFrames(network, score, 0, song.frameCount);
      expect(audio.length, what).toBe(wanted.length);
      expect(signalToErrorDb(audio, wanted), what).toBeGreaterThan(90);
      expect(largestDifference(audio, wanted), what).toBeLessThan(1e-4);
    };
    await check(null, song.audio, caseName);
    if (song.noisy) await check({ values: song.noisy.sourceNoise }, song.noisy.audio, `${caseName} with noise`);
  }
});

/** A song longer than the recorded ones, of random features. */
async function longSong(voice: SynthesizerVoice, network: DecoderNetwork, frameCount: number): Promise<DecoderScore> {
  const width = voice.weights.get('enc_p.emb_phone.weight')?.dims[1] ?? 0;
  const f0Hz = Float32Array.from({ length: frameCount }, (_, i) => (i % 23 < 4 ? 0 : 150 + 80 * Math.sin(i / 9)));
  const latent = await encodeLatent(network.runModel, 'encoder', {
    features: { values: latentNoise(5, 0, frameCount, width), width },
    pitchClasses: voice.hasPitch ? f0Hz.map((hz) => (hz > 0 ? Math.round(hz / 4) : 1)) : null,
    noise: latentNoise(7, 0, frameCount, voice.interChannels),
    speaker: 0,
  });
  const source = voice.hasPitch ? sourceOf(voice, f0Hz, { seed: 3 }) : null;
  return scoreOf(latent, frameCount, { source, speaker: 0 });
}

test.each(['v1_f0_48k', 'v2_f0_40k', 'v1_nof0_40k', 'applio_v2_48k_mrf'])(
  '%s sings any stretch as it sings the whole',
  async (name) => {
    const frameCount = 120;
    const voice = goldenVoice(`${voicesFolder}/${name}`);
    const network = networkOf(voice);
    const score = await longSong(voice, network, frameCount);
    const whole = await decodeFrames(network, score, 0, frameCount);
    await fc.assert(
      fc.asyncProperty(fc.nat(frameCount - 1), fc.integer({ min: 1, max: frameCount }), async (start, length) => {
        const end = Math.min(frameCount, start + length);
        const part = await decodeFrames(network, score, start, end);
        const wanted = whole.subarray(start * network.samplesPerFrame, end * network.samplesPerFrame);
        expect(largestDifference(part, wanted)).toBeLessThan(1e-6);
      }),
      { numRuns: 25 },
    );
  },
);

test('with too little context a stretch is no longer the whole', async () => {
  const voice = goldenVoice(`${voicesFolder}/v2_f0_40k`);
  const network = networkOf(voice);
  const score = await longSong(voice, network, 60);
  const whole = await decodeFrames(network, score, 0, 60);
  const apart = async (reach: DecoderNetwork['reach']) => {
    const part = await decodeFrames({ ...network, reach }, score, 25, 35);
    return largestDifference(part, whole.subarray(25 * network.samplesPerFrame, 35 * network.samplesPerFrame));
  };
  const { whole: all, afterFirstStage } = network.reach;
  expect({ all, afterFirstStage }).toEqual({ all: 12, afterFirstStage: 2 });
  expect(await apart({ whole: 8, afterFirstStage })).toBeGreaterThan(1e-5);
  expect(await apart({ whole: all, afterFirstStage: 0 })).toBeGreaterThan(1e-5);
});
