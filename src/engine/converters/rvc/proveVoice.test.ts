import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runModel } from '../../../../tests/suites/runModel.ts';
import { temporaryFolder } from '../../../../tests/suites/temporaryFolder.ts';
import { goldenVoice } from '../../../../tests/suites/voiceCase.ts';
import type { OnnxModel } from '../../onnx/types.ts';
import { onnxBytes } from '../../onnx/writeOnnx.ts';
import { buildDecoder } from '../../rvc/synthesizer/decoder.ts';
import { buildEncoder } from '../../rvc/synthesizer/encoder.ts';
import { sourceMix } from '../../rvc/synthesizer/harmonicSource.ts';
import { decoderReach } from '../../rvc/synthesizer/reach.ts';
import { samplesPerFrame, type SynthesizerVoice } from '../../rvc/synthesizer/types.ts';
import type { Weight } from '../../weights/types.ts';
import { proveVoice } from './proveVoice.ts';
import type { RvcVoice } from './types.ts';

const file = goldenVoice(path.resolve('tests/fixtures/rvc/voices/v2_f0_40k'));

function written(folder: string, model: OnnxModel) {
  const bytes = onnxBytes(model);
  const to = path.join(folder, `${model.name}.onnx`);
  writeFileSync(to, bytes);
  return { path: to, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function builtFrom(voice: SynthesizerVoice, options: { canTrim: boolean } = { canTrim: true }): RvcVoice {
  const folder = temporaryFolder();
  return {
    ...{ featureWidth: 768, hasPitch: true, sampleRate: 40_000, interChannels: voice.interChannels, speakerCount: 3 },
    samplesPerFrame: samplesPerFrame(voice),
    index: null,
    network: {
      kind: 'split',
      encoder: written(folder, buildEncoder(voice)),
      decoder: written(folder, buildDecoder(voice, options)),
      reach: decoderReach(voice),
      source: sourceMix(voice.weights),
    },
  };
}

/** The voice with the numbers of one weight changed. */
function withWeight(name: string, change: (value: number) => number): SynthesizerVoice {
  const weight = file.weights.get(name);
  if (!weight) throw new Error(`the voice has no ${name}`);
  const readFloats = (): Float32Array<ArrayBuffer> => Float32Array.from(weight.readFloats(), change);
  const changed: Weight = { ...weight, type: 'float32', readHalves: () => null, readFloats };
  return { ...file, weights: new Map([...file.weights, [name, changed]]) };
}

const refused = (item: string, reason = 'bad-structure') => ({
  code: 'VOICE_FILE_DAMAGED',
  details: { file: 'a.pth', reason, item },
});

describe('the proof of a voice', () => {
  it('passes a voice that sings, and gives its note', async () => {
    const { note, audioSec } = await proveVoice('a.pth', builtFrom(file), runModel);
    expect(note).toHaveLength(34 * 400);
    expect(audioSec).toBeGreaterThan(0.5);
  });

  it('refuses a voice that is silent', async () => {
    const silent = builtFrom(withWeight('dec.conv_post.weight', () => 0));
    await expect(proveVoice('a.pth', silent, runModel)).rejects.toMatchObject(refused('silence'));
  });

  it('refuses a voice whose sound is no number', async () => {
    const broken = builtFrom(withWeight('enc_p.proj.bias', () => Infinity));
    await expect(proveVoice('a.pth', broken, runModel)).rejects.toMatchObject(refused('audio', 'not-a-number'));
  });

  it('refuses networks that sing a stretch otherwise than the whole', async () => {
    const untrimmed = builtFrom(file, { canTrim: false });
    await expect(proveVoice('a.pth', untrimmed, runModel)).rejects.toMatchObject(refused('chunks'));
  });
});
