import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { runModel } from '../../../tests/suites/runModel.ts';
import {
  smallInterChannels,
  smallOnnxVoice,
  smallRates,
  type SmallVoiceOptions,
} from '../../../tests/suites/smallOnnxVoice.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { memorySource } from '../bytes/memorySource.ts';
import type { ModelInput } from '../models/types.ts';
import { integerField, joined, messageField, textField } from '../onnx/protobuf.ts';
import { onnxBytes } from '../onnx/writeOnnx.ts';
import { latentNoise } from '../rvc/synthesizer/latentNoise.ts';
import { readOnnxVoice } from './onnxVoice.ts';
import { probeOnnxVoice } from './probeOnnxVoice.ts';
import { writeRunnableOnnx } from './runnableOnnx.ts';

const samplesPerFrame = smallRates.reduce((product, rate) => product * rate, 1);

/** A voice as bytes, read, rewritten and ready to run. */
function prepared(options: SmallVoiceOptions) {
  const source = memorySource('voice.onnx', onnxBytes(smallOnnxVoice(options)));
  const voice = readOnnxVoice(source);
  const parts: Uint8Array[] = [];
  const names = writeRunnableOnnx(source, voice, (bytes) => parts.push(bytes.slice()));
  const bytes = joined(parts);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(temporaryFolder(), 'voice.onnx');
  writeFileSync(path, bytes);
  return { voice, names, bytes, model: { path, sha256 } };
}

/** Inputs of a few frames; the same for every voice of a width. */
function score(frames: number, width = 256) {
  return {
    content: Float32Array.from({ length: frames * width }, (_, index) => Math.sin(index * 0.37)),
    pitch: Float32Array.from({ length: frames }, (_, frame) => 40 + frame),
    pitchHz: Float32Array.from({ length: frames }, (_, frame) => 100 + 3 * frame),
    noise: latentNoise(5, 0, frames, smallInterChannels),
  };
}

async function sing(options: SmallVoiceOptions, frames = 12): Promise<Float32Array | Float64Array> {
  const { names, model } = prepared(options);
  const { content, pitch, pitchHz, noise } = score(frames, options.width);
  const inputs: Record<string, ModelInput> = {
    [names.inputs.phone]: { data: content, dims: [1, frames, options.width ?? 256] },
    [names.inputs.phoneLengths]: { data: Float32Array.of(frames), dims: [1] },
    [names.inputs.speaker ?? '']: { data: Float32Array.of(2), dims: [1] },
    [names.inputs.noise ?? '']: { data: noise, dims: [1, smallInterChannels, frames] },
  };
  if (names.inputs.pitch !== null) inputs[names.inputs.pitch] = { data: pitch, dims: [1, frames] };
  if (names.inputs.pitchf !== null) inputs[names.inputs.pitchf] = { data: pitchHz, dims: [1, frames] };
  const { [names.output]: audio } = await runModel(model, inputs);
  if (!audio) throw new Error('no sound');
  return audio.data;
}

function furthest(first: ArrayLike<number>, second: ArrayLike<number>): number {
  expect(first.length).toBe(second.length);
  return Math.max(...Array.from(first, (value, index) => Math.abs(value - (second[index] ?? NaN))));
}

const layouts = (['phone', 'feats'] as const).flatMap((layout) =>
  [true, false].flatMap((hasPitch) =>
    (['float32', 'float16'] as const).map((type) => ({ layout, hasPitch, type }) satisfies SmallVoiceOptions),
  ),
);

describe('a voice in ONNX', () => {
  it.each(layouts)('is known for what it is: $layout, pitch $hasPitch, $type', (options) => {
    const voice = readOnnxVoice(memorySource('voice.onnx', onnxBytes(smallOnnxVoice({ ...options, width: 768 }))));
    expect(voice).toMatchObject({
      layout: options.layout,
      width: 768,
      version: 'v2',
      hasPitch: options.hasPitch,
      storedType: options.type,
      sampleRate: 100 * samplesPerFrame,
      interChannels: smallInterChannels,
      speakerCount: 3,
    });
    expect(voice.noiseScale).toBeCloseTo(0.66666, options.type === 'float32' ? 6 : 3);
  });

  it.each([{ layout: 'phone' }, { layout: 'feats' }] as const)(
    'shows its sizes in its weights when its shapes are left open: $layout',
    ({ layout }) => {
      const source = memorySource('open.onnx', onnxBytes(smallOnnxVoice({ layout, hasOpenShapes: true })));
      expect(readOnnxVoice(source)).toMatchObject({ width: 256, interChannels: smallInterChannels, speakerCount: 3 });
    },
  );

  it.each(['after', 'before', 'spread'] as const)(
    'shows the scale of its noise: constant %s the spread',
    (scalePlace) => {
      for (const layout of ['phone', 'feats'] as const) {
        const bytes = onnxBytes(smallOnnxVoice({ layout, noiseScale: 0.25, scalePlace }));
        expect(readOnnxVoice(memorySource('voice.onnx', bytes)).noiseScale).toBeCloseTo(0.25, 6);
      }
      const bytes = onnxBytes(smallOnnxVoice({ noiseScale: 1, scalePlace: 'after' }));
      expect(readOnnxVoice(memorySource('voice.onnx', bytes)).noiseScale).toBe(1);
    },
  );
});

describe('the network that is run', () => {
  it('sings what the file sings', async () => {
    const frames = 12;
    const { content, noise } = score(frames);
    const session = await InferenceSession.create(onnxBytes(smallOnnxVoice({ hasPitch: false })));
    const { audio } = await session.run({
      phone: new Tensor('float32', content, [1, frames, 256]),
      phone_lengths: new Tensor('int64', [BigInt(frames)], [1]),
      ds: new Tensor('int64', [2n], [1]),
      rnd: new Tensor('float32', noise, [1, smallInterChannels, frames]),
    });
    const own = await sing({ hasPitch: false }, frames);
    expect(own.some((value) => Math.abs(value) > 0.01)).toBe(true);
    expect(furthest(own, audio?.data as Float32Array)).toBe(0);
  });

  it.each([
    { name: 'with its noise made inside', layout: 'feats', limit: 0 },
    { name: 'with noise that it leaves unscaled', noiseScale: 1, limit: 1e-6 },
    { name: 'with noise scaled by another number', noiseScale: 0.25, scalePlace: 'before', limit: 1e-6 },
    { name: 'with a speaker without dimensions', speakerRank: 0, limit: 0 },
    { name: 'with its shapes left open', layout: 'feats', hasOpenShapes: true, limit: 0 },
    { name: 'in half precision', type: 'float16', limit: 5e-3 },
    { name: 'in half precision with its noise made inside', type: 'float16', layout: 'feats', limit: 5e-3 },
  ] as const)('sings the same $name', async ({ name: _, limit, ...options }) => {
    const expected = await sing({ hasPitch: false });
    expect(furthest(await sing({ hasPitch: false, ...options }), expected)).toBeLessThanOrEqual(limit);
  });

  it('draws nothing at random: two sessions give the same bits, twice each', async () => {
    for (const type of ['float32', 'float16'] as const) {
      const { bytes, names } = prepared({ layout: 'feats', type });
      const frames = 20;
      const { content, pitch, pitchHz, noise } = score(frames);
      const feeds = {
        [names.inputs.phone]: new Tensor('float32', content, [1, frames, 256]),
        [names.inputs.phoneLengths]: new Tensor('float32', [frames], [1]),
        [names.inputs.pitch ?? '']: new Tensor('float32', pitch, [1, frames]),
        [names.inputs.pitchf ?? '']: new Tensor('float32', pitchHz, [1, frames]),
        [names.inputs.speaker ?? '']: new Tensor('float32', [0], [1]),
        [names.inputs.noise ?? '']: new Tensor('float32', noise, [1, smallInterChannels, frames]),
      };
      const sounds = [];
      for (let session = 0; session < 2; session++) {
        const opened = await InferenceSession.create(bytes);
        for (let run = 0; run < 2; run++) sounds.push((await opened.run(feeds))[names.output]?.data as Float32Array);
      }
      const [first, ...others] = sounds;
      expect(first?.length).toBe(frames * samplesPerFrame);
      for (const other of others) expect(other).toEqual(first);
    }
  });
});

describe('the probe of two lengths', () => {
  const probe = async (options: SmallVoiceOptions) => {
    const { voice, names, model } = prepared(options);
    return probeOnnxVoice('voice.onnx', voice, { model, names, runModel });
  };

  it.each(layouts)('measures the rate: $layout, pitch $hasPitch, $type', async (options) => {
    const found = await probe(options);
    expect(found).toMatchObject({ samplesPerFrame, sampleRate: 100 * samplesPerFrame });
  });

  it.each([200, 47])('finds a graph that works at %i frames only', async (fixedFrames) => {
    await expect(probe({ fixedFrames })).rejects.toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { feature: 'fixed-length', item: `${String(fixedFrames)} × 10 ms` },
    });
  });

  it('passes on what is about the computer, and takes what another thread could not name for the network’s', async () => {
    const { voice, names, model } = prepared({});
    const failing = (error: Error) => () => Promise.reject(error);
    const full = new AppError('OUT_OF_MEMORY', { neededMb: 1 });
    await expect(probeOnnxVoice('v.onnx', voice, { model, names, runModel: failing(full) })).rejects.toBe(full);
    const unnamed = new AppError('INTERNAL', { id: '1' });
    await expect(probeOnnxVoice('v.onnx', voice, { model, names, runModel: failing(unnamed) })).rejects.toMatchObject({
      code: 'VOICE_FILE_DAMAGED',
    });
  });

  it('a graph that works at no length tried is damaged', async () => {
    await expect(probe({ fixedFrames: 13 })).rejects.toMatchObject({ code: 'VOICE_FILE_DAMAGED' });
  });
});

describe('a file of full size', () => {
  it('costs its structure, not its numbers', () => {
    const bytes = onnxBytes(smallOnnxVoice());
    const padding = 300 * 2 ** 20;
    // One initializer of 300 MB that exists only where it is read, and nobody does.
    const head = messageField(5, [integerField(2, 2), textField(8, 'ballast'), integerField(1, padding)]);
    const rawTag = [0x4a, ...varint(padding)];
    const initializer = joined([Uint8Array.of(0x2a, ...varint(head.length - 2 + rawTag.length + padding))]);
    expect(head[0]).toBe(0x2a);
    const graphTag = bytes.lastIndexOf(0x3a, 60);
    let at = graphTag + 1;
    while ((bytes[at] ?? 0) >= 0x80) at++;
    const graph = bytes.slice(at + 1);
    const fields = joined([initializer, head.slice(2), Uint8Array.from(rawTag)]);
    const prefix = joined([
      bytes.slice(0, graphTag),
      Uint8Array.of(0x3a, ...varint(graph.length + fields.length + padding)),
      fields,
    ]);
    let readBytes = 0;
    const source = {
      name: 'large.onnx',
      sizeBytes: prefix.length + padding + graph.length,
      read(start: number, count: number) {
        readBytes += count;
        const out = new Uint8Array(count);
        for (const [part, from] of [
          [prefix, 0],
          [graph, prefix.length + padding],
        ] as const) {
          const first = Math.max(start, from);
          const last = Math.min(start + count, from + part.length);
          if (last > first) out.set(part.subarray(first - from, last - from), first - start);
        }
        return out;
      },
    };
    expect(readOnnxVoice(source).file.graph.initializers.get('ballast')?.dims).toEqual([padding]);
    expect(readBytes).toBeLessThan(2 * 2 ** 20);
  });
});

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}
