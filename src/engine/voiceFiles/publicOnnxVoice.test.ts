import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { largestDifference, signalToErrorDb } from '../../../tests/suites/golden/compare.ts';
import { readNpy } from '../../../tests/suites/npy.ts';
import { buildPublicVoice, type PublicLayout, type PublicVoiceOptions } from '../../../tests/suites/publicVoice.ts';
import { runModel } from '../../../tests/suites/runModel.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { memorySource } from '../bytes/memorySource.ts';
import type { ModelInput } from '../models/types.ts';
import { joined } from '../onnx/protobuf.ts';
import { onnxBytes } from '../onnx/writeOnnx.ts';
import { readOnnxVoice } from './onnxVoice.ts';
import { probeOnnxVoice } from './probeOnnxVoice.ts';
import { readRvcVoice } from './rvcVoice.ts';
import { writeRunnableOnnx } from './runnableOnnx.ts';

const folder = 'tests/fixtures/rvc/voices';
/** The export computes the phases of overtones exactly, the original in single precision. */
const overtonesDb = 80;
/** One song of every voice, of those that are whole: nothing here ever asks for less than all frames. */
const songs = readdirSync(folder).flatMap((name) => {
  const song = readdirSync(join(folder, name)).find((entry) => {
    const path = join(folder, name, entry);
    if (!existsSync(join(path, 'audio.npy'))) return false;
    const [length] = readNpy(join(path, 'phone_lengths.npy')).data;
    return length === readNpy(join(path, 'phone.npy')).shape[1];
  });
  return song === undefined ? [] : [{ name, song, wantedDb: name.endsWith('_mrf') ? overtonesDb : 90 }];
});

/** The voice of a golden song, exported as other programs do, read and made runnable as an import does. */
function exported(name: string, layout: PublicLayout, options: PublicVoiceOptions = {}) {
  const checkpoint = memorySource(name, new Uint8Array(readFileSync(join(folder, name, `${name}.pth`))));
  const original = readRvcVoice(checkpoint, byteTools);
  const source = memorySource(`${name}.onnx`, onnxBytes(buildPublicVoice(original, layout, options)));
  const voice = readOnnxVoice(source);
  const parts: Uint8Array[] = [];
  const names = writeRunnableOnnx(source, voice, (bytes) => parts.push(bytes.slice()));
  const bytes = joined(parts);
  const path = join(temporaryFolder(), `${name}.onnx`);
  writeFileSync(path, bytes);
  return { original, voice, names, model: { path, sha256: createHash('sha256').update(bytes).digest('hex') } };
}

async function compared(name: string, song: string, layout: PublicLayout, options: PublicVoiceOptions = {}) {
  const { original, voice, names, model } = exported(name, layout, options);
  const golden = (array: string) => Float32Array.from(readNpy(join(folder, name, song, `${array}.npy`)).data);
  const phone = golden('phone');
  const frames = phone.length / voice.width;
  const inputs: Record<string, ModelInput> = {
    [names.inputs.phone]: { data: phone, dims: [1, frames, voice.width] },
    [names.inputs.phoneLengths]: { data: golden('phone_lengths'), dims: [1] },
    [names.inputs.speaker ?? '']: { data: golden('sid'), dims: [1] },
    [names.inputs.noise ?? '']: { data: golden('rnd'), dims: [1, original.interChannels, frames] },
  };
  if (names.inputs.pitch !== null) inputs[names.inputs.pitch] = { data: golden('pitch'), dims: [1, frames] };
  if (names.inputs.pitchf !== null) inputs[names.inputs.pitchf] = { data: golden('pitchf'), dims: [1, frames] };
  const { [names.output]: audio } = await runModel(model, inputs);
  const got = Float32Array.from(audio?.data ?? []);
  const wanted = golden('audio');
  return { decibels: signalToErrorDb(got, wanted), largest: largestDifference(got, wanted) };
}

describe.each(['phone', 'feats'] as const)('golden voices exported to ONNX in the layout %s', (layout) => {
  it.each(songs)(
    '$name $song is known for what it is and sings what the original sings',
    async ({ name, song, wantedDb }) => {
      const { original, voice } = exported(name, layout);
      expect(voice).toMatchObject({
        layout,
        version: original.version,
        hasPitch: original.hasPitch,
        sampleRate: original.sampleRate,
        interChannels: original.interChannels,
        speakerCount: original.speakerCount,
      });
      expect(voice.noiseScale).toBeCloseTo(0.66666, 6);
      const { decibels, largest } = await compared(name, song, layout);
      expect(decibels).toBeGreaterThanOrEqual(wantedDb);
      expect(largest).toBeLessThanOrEqual(1e-4);
    },
  );

  it('noise that the graph leaves unscaled is scaled as in the original', async () => {
    const { decibels } = await compared('v1_nof0_40k', 'case1', layout, { isNoiseScaled: false });
    expect(decibels).toBeGreaterThanOrEqual(90);
  });

  it('in half precision sings the same as far as half precision goes', async () => {
    const { decibels } = await compared('v2_f0_40k', 'case1', layout, { floatType: 'float16' });
    expect(decibels).toBeGreaterThanOrEqual(30);
  });
});

describe('the probe', () => {
  it.each([
    ['phone', 'v1_nof0_40k', {}],
    ['feats', 'v2_f0_40k', { hasSourceNoise: true }],
    ['feats', 'v2_f0_40k', { floatType: 'float16' }],
  ] as const)('measures the rate of an export in the layout %s of %s, %j', async (layout, name, options) => {
    const { original, voice, names, model } = exported(name, layout, options);
    const found = await probeOnnxVoice(name, voice, { model, names, runModel });
    expect(found.sampleRate).toBe(original.sampleRate);
  });

  it.each([true, false])('finds an export for 200 frames only, declared: %s', async (isDeclared) => {
    const { voice, names, model } = exported('v2_f0_40k', 'phone', { fixedFrames: { count: 200, isDeclared } });
    await expect(probeOnnxVoice('fixed.onnx', voice, { model, names, runModel })).rejects.toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { feature: 'fixed-length', item: '200 × 10 ms' },
    });
  });
});

it('texts that exporters leave in the file are kept, as JSON or one by one', () => {
  const { voice } = exported('v1_nof0_40k', 'phone', {
    metadata: { metadata: '{"samplingRate":40000,"f0":false,"name":"Marisol"}', author: 'someone' },
  });
  expect([...voice.info]).toEqual([
    ['samplingRate', '40000'],
    ['f0', 'false'],
    ['name', 'Marisol'],
    ['author', 'someone'],
  ]);
});
