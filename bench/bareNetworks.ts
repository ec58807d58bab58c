import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { samplesOf } from '../tools/measure/wholeFile.ts';
import { wholeContentFeatures } from '../src/engine/contentVec/contentFeatures.ts';
import type { ModelReference, RunModel } from '../src/engine/models/types.ts';
import { rmvpePitch } from '../src/engine/pitch/rmvpe/salienceFrames.ts';
import { coarsePitch } from '../src/engine/rvc/pipeline/coarsePitch.ts';
import { HarmonicSource } from '../src/engine/rvc/synthesizer/harmonicSource.ts';
import { latentNoise } from '../src/engine/rvc/synthesizer/latentNoise.ts';
import { decodeFrames, encodeLatent } from '../src/engine/rvc/synthesizer/synthesize.ts';
import { voiceFileSchema } from '../src/adapters/voices/voiceFolder.ts';

/*
 * node bench/bareNetworks.ts <voice folder> <base models> <recording at 16 kHz>
 * The networks of an RVC voice, each run once on a whole recording by ONNX Runtime as it comes, on one thread: what any
 * program that uses them must spend. Prints the processor seconds of loading and running each; what is around them does not count.
 */

type Spent = Record<string, number>;

/** A RunModel that counts the processor's time. */
function countingRunModel(spent: Spent): RunModel {
  return async (model: ModelReference, inputs) => {
    if (typeof model === 'string') throw new TypeError(`${model} is not a file`);
    const before = process.cpuUsage();
    const session = await InferenceSession.create(model.path, { intraOpNumThreads: 1, interOpNumThreads: 1 });
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, { data, dims }]) => [name, new Tensor('float32', data, dims)]),
    );
    const outputs = await session.run(feeds);
    const { user, system } = process.cpuUsage(before);
    const name = path.basename(model.path, '.onnx');
    spent[name] = (spent[name] ?? 0) + (user + system) / 1e6;
    await session.release();
    return Object.fromEntries(
      Object.entries(outputs).map(([output, { data, dims }]) => {
        if (!(data instanceof Float32Array)) throw new TypeError(`${output} is not float32`);
        return [output, { data, dims }];
      }),
    );
  };
}

async function main(voiceFolder: string, baseModels: string, recording: string): Promise<Spent> {
  const spent: Spent = {};
  const runModel = countingRunModel(spent);
  const network = (...parts: string[]): ModelReference => ({ path: path.join(...parts), sha256: '' });
  const file = voiceFileSchema.parse(JSON.parse(readFileSync(path.join(voiceFolder, 'voice.json'), 'utf8')));
  const { voice, network: split } = file;
  if (split.kind !== 'split' || !split.source) throw new TypeError('not the voice that the bench has made');
  const speech = samplesOf(recording).samples;
  const layer = voice.featureWidth === 256 ? 'layer9-projected' : 'layer12';
  const content = await wholeContentFeatures(speech, runModel, network(baseModels, 'contentvec', `${layer}.onnx`));
  const signal = {
    sampleCount: speech.length,
    read: (start: number, count: number) => {
      const piece = new Float32Array(count);
      piece.set(speech.subarray(Math.max(0, start), start + count), Math.max(0, -start));
      return piece;
    },
  };
  const heard = await rmvpePitch({ signal, runModel, model: network(baseModels, 'rmvpe', 'network.onnx') });
  const frameCount = (2 * content.features.length) / content.width;
  // Random networks hear nothing; the voice is given a tune to sing.
  const f0Hz = Float64Array.from({ length: frameCount }, (_, frame) => (heard[frame] ?? 0) + 150 + (frame % 100));
  const values = new Float32Array(frameCount * content.width);
  for (let frame = 0; frame < frameCount; frame++) {
    const row = (frame >> 1) * content.width;
    values.set(content.features.subarray(row, row + content.width), frame * content.width);
  }
  const z = await encodeLatent(runModel, network(voiceFolder, split.encoder.file), {
    features: { values, width: content.width },
    pitchClasses: coarsePitch(f0Hz),
    noise: latentNoise(1, 0, frameCount, voice.interChannels),
    speaker: 0,
  });
  const { sampleRate, samplesPerFrame } = voice;
  const source = new HarmonicSource({ f0Hz, sampleRate, mix: split.source, noise: { seed: 1 } });
  const decoder = network(voiceFolder, split.decoder.file);
  await decodeFrames(
    { runModel, decoder, reach: split.reach, samplesPerFrame },
    { frameCount, readLatent: () => z, source, speaker: 0 },
    0,
    frameCount,
  );
  return spent;
}

const [voiceFolder = '', baseModels = '', recording = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await main(voiceFolder, baseModels, recording)));
