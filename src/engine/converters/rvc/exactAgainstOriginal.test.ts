import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openByteSource } from '../../../adapters/voices/openByteSource.ts';
import { signalToErrorDb } from '../../../../tests/suites/golden/compare.ts';
import { WrittenNetworks } from '../../../../tests/suites/golden/networks.ts';
import { runModel } from '../../../../tests/suites/runModel.ts';
import { analysisWith, contentOf, fixtureVoice, singRvc } from '../../../../tests/suites/singRvc.ts';
import { readMonoWave } from '../../../../tests/suites/wav.ts';
import { blockAt } from './blocks.ts';
import type { ModelInput, RunModel } from '../../models/types.ts';
import { openRetrievalIndex } from '../../voiceFiles/retrievalIndex/openRetrievalIndex.ts';

/*
 * Exact and original on the same recording, shorter than a stretch, with the same pitch: whatever differs must come from the
 * second that the original mirrors before and after, which shifts its frames by 100. One frame beside, and rows would be 6 dB
 * apart and the sound 14 dB.
 */

const recording = readMonoWave('tests/fixtures/rvc/pipeline/p1_v1_index_protect_rms/input.wav').samples;
const paddingFrames = 100;
const width = 256;
/** The original’s network has no frame for the last 20 ms. */
const sharedFrames = recording.length / 160 - 2;
const indexSource = openByteSource('tests/fixtures/rvc/index/idx256/added_IVF10_Flat_nprobe_1_idx256_v1.index');
/** Of the decoder of these voices. */
const reachFrames = 12;
let networks: WrittenNetworks;
beforeAll(() => {
  networks = new WrittenNetworks();
});
afterAll(() => {
  networks.close();
  indexSource.close();
});

/** The first second, which the original mirrors, has whole cycles, so both sources come to frame 0 with the same phase. */
const pitchAt = (sec: number): number => {
  if (sec < 1.2) return 150;
  return Math.floor(sec / 0.3) % 3 === 2 ? 0 : 150 + 60 * Math.sin(5 * (sec - 1.2));
};
const analysis = analysisWith(recording.length, pitchAt);

/** Hears nothing but its own 25 ms, and hears them sharply: rows of neighbouring frames are far apart. */
function hear(audio: Float32Array): Float32Array {
  const frameCount = Math.floor((audio.length - 400) / 320) + 1;
  const rows = new Float32Array(frameCount * width);
  for (let frame = 0; frame < frameCount; frame++) {
    const heard = audio.subarray(320 * frame, 320 * frame + 400);
    const level = Math.log(heard.reduce((sum, sample) => sum + sample * sample, 0) / 400 + 1e-8);
    const edge = Math.log(heard.reduce((sum, sample, i) => sum + (sample - (heard[i - 1] ?? sample)) ** 2, 1e-8));
    for (let i = 0; i < width; i++) {
      rows[frame * width + i] =
        0.6 * Math.sin(0.3 * level * (1 + (i % 5)) + i) + 0.3 * Math.sin(0.5 * edge * (1 + (i % 3)) + 2 * i);
    }
  }
  return rows;
}

type Heard = { readonly samples: Float32Array; readonly inputs: Readonly<Record<string, ModelInput>>[] };

/** A take without latent noise, and what its networks were given. */
async function take(pipeline: string, voiceName: string, settings: Record<string, number>): Promise<Heard> {
  const inputs: Readonly<Record<string, ModelInput>>[] = [];
  const run: RunModel = async (model, given) => {
    const { audio, noise } = given;
    if (audio) {
      const data = hear(Float32Array.from(audio.data));
      return { features: { data, dims: [1, data.length / width, width] } };
    }
    const still = noise && { noise: { ...noise, data: new Float32Array(noise.data.length) } };
    inputs.push({ ...given, ...still });
    return runModel(model, { ...given, ...still });
  };
  const index = openRetrievalIndex(indexSource);
  const { samples } = await singRvc({
    voice: fixtureVoice(voiceName, networks, index),
    samples: recording,
    analysis,
    content: await contentOf(recording, 'contentvec', run),
    run,
    settings: { pipeline, loudnessMix: 1, ...settings },
  });
  return { samples, inputs };
}

/** Values of an input of the encoder, as one run got them. */
function encoderInput({ inputs }: Heard, name: string): ArrayLike<number> {
  const found = inputs.find((one) => one[name] && one['phone']);
  if (!found?.[name]) throw new Error(`the encoder got no ${name}`);
  return found[name].data;
}

/** Frames of [first, end) whose values are not those of the other array so many frames later. */
function framesThatDiffer(own: ArrayLike<number>, other: ArrayLike<number>, size: number, later: number): number[] {
  return Array.from({ length: sharedFrames }, (_, frame) => frame).filter((frame) =>
    Array.from({ length: size }, (_, i) => i).some((i) => own[frame * size + i] !== other[(frame + later) * size + i]),
  );
}

describe('exact and original on one recording', () => {
  it.each([
    ['as they were heard', { retrievalRatio: 0 }],
    ['moved by the index, consonants protected', { retrievalRatio: 0.5, protectRatio: 0.33 }],
  ])('say the same in every frame, bit for bit, %s', async (_, settings) => {
    const [exact, original] = [await take('exact', 'v1_f0_40k', settings), await take('applio', 'v1_f0_40k', settings)];
    const rows = [encoderInput(exact, 'phone'), encoderInput(original, 'phone')] as const;
    expect(framesThatDiffer(...rows, width, paddingFrames)).toEqual([]);
    expect(framesThatDiffer(...rows, width, paddingFrames + 1).length).toBeGreaterThan(100);
    const classes = [encoderInput(exact, 'pitch'), encoderInput(original, 'pitch')] as const;
    expect(framesThatDiffer(...classes, 1, paddingFrames)).toEqual([]);
  });

  it('sound the same but for the mirrored seconds’ context: 24 dB, and 14 dB a frame beside', async () => {
    const exact = await take('exact', 'v1_nof0_40k', { retrievalRatio: 0 });
    const original = await take('applio', 'v1_nof0_40k', { retrievalRatio: 0 });
    expect(exact.samples).toHaveLength(120_000);
    expect(original.samples).toHaveLength(119_200);
    const closeness = (later: number): number =>
      signalToErrorDb(exact.samples.subarray(8000, 112_000), original.samples.subarray(8000 + later, 112_000 + later));
    expect(closeness(0)).toBeGreaterThan(22);
    for (const later of [-800, -400, -200, 200, 400, 800]) expect(closeness(later)).toBeLessThan(16);
  });

  it('hum in the same phase to the end: the source differs by its noise alone', async () => {
    const exact = await take('exact', 'v1_f0_40k', { retrievalRatio: 0 });
    const original = await take('applio', 'v1_f0_40k', { retrievalRatio: 0 });
    const [own, theirs] = [sourceOf(exact), sourceOf(original)];
    const voiced = (samples: Float32Array, later: number): Float32Array =>
      samples
        .slice(later, later + sharedFrames * 400)
        .map((value, i) => (pitchAt(Math.floor(i / 400) / 100) > 0 ? value : 0));
    expect(signalToErrorDb(voiced(own, 0), voiced(theirs, paddingFrames * 400))).toBeGreaterThan(24);
    expect(signalToErrorDb(voiced(own, 0), voiced(theirs, paddingFrames * 400 + 40))).toBeLessThan(20);
  });
});

/** The source of a whole run, put together from its blocks, each with what the decoder sees before it. */
function sourceOf({ inputs }: Heard): Float32Array {
  const joined = new Float32Array(600 * 400);
  let frame = 0;
  for (const { source } of inputs) {
    if (!source) continue;
    joined.set(Float32Array.from(source.data), Math.max(0, frame - reachFrames) * 400);
    frame = blockAt(frame).end;
  }
  return joined;
}
