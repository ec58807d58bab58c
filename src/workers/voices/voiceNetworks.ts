import { voiceFileNames, type VoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import type { ImportLine } from '../../contract/imports.ts';
import { damagedFile } from '../../engine/bytes/refusals.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';
import type { RunModel } from '../../engine/models/types.ts';
import { writeOnnx } from '../../engine/onnx/writeOnnx.ts';
import { buildDecoder } from '../../engine/rvc/synthesizer/decoder.ts';
import { buildEncoder } from '../../engine/rvc/synthesizer/encoder.ts';
import { sourceMix } from '../../engine/rvc/synthesizer/harmonicSource.ts';
import { decoderReach } from '../../engine/rvc/synthesizer/reach.ts';
import { samplesPerFrame } from '../../engine/rvc/synthesizer/types.ts';
import { readOnnxVoice } from '../../engine/voiceFiles/onnxVoice.ts';
import { probeOnnxVoice } from '../../engine/voiceFiles/probeOnnxVoice.ts';
import { writeRunnableOnnx } from '../../engine/voiceFiles/runnableOnnx.ts';
import { readText } from '../../engine/voiceFiles/rvcInfo.ts';
import { readRvcVoice } from '../../engine/voiceFiles/rvcVoice.ts';
import { writeHashed } from './hashedFile.ts';
import path from 'node:path';

/** What the file says about itself. */
export type VoiceInfo = {
  readonly epochs: number | null;
  readonly author: string | null;
  readonly modelName: string | null;
  readonly licence: string | null;
  readonly note: string | null;
};

/** A voice that was read and can be rebuilt; nothing has been written yet. */
export type ReadVoice = {
  readonly featureWidth: number;
  readonly lines: readonly ImportLine[];
  readonly info: VoiceInfo;
  /** Writes the networks into the folder. @throws AppError of the file */
  build(folder: string, runModel: RunModel): Promise<Pick<VoiceFile, 'voice' | 'network'>>;
};

/**
 * Reads a voice of weights and proves it complete.
 * @throws AppError VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED, VOICE_UNSUPPORTED, NOT_A_VOICE
 */
export function readWeights(source: ByteSource): ReadVoice {
  const file = readRvcVoice(source, byteTools);
  const { info, version, hasPitch, sampleRate, speakerCount, vocoder, interChannels, embedderModel } = file;
  const { epochs = null, author = null, modelName = null } = info;
  // The original program keeps the count of epochs where others keep notes.
  const note = info.note === undefined || /^\d+ ?epochs?$/.test(info.note) ? null : info.note;
  const featureWidth = version === 'v1' ? 256 : 768;
  return {
    featureWidth,
    lines: [{ code: 'WEIGHTS_ONLY', status: 'ok', details: {} }, ...contentModelLines(embedderModel)],
    info: { epochs, author, modelName, licence: null, note },
    build: (folder) => {
      const encoder = buildEncoder(file);
      const decoder = buildDecoder(file, { canTrim: true });
      return Promise.resolve({
        voice: {
          ...{ version, featureWidth, hasPitch, sampleRate, interChannels, speakerCount, vocoder, embedderModel },
          samplesPerFrame: samplesPerFrame(file),
        },
        network: {
          kind: 'split',
          encoder: writeHashed(folder, voiceFileNames.encoder, (write) => {
            writeOnnx(encoder, write);
          }),
          decoder: writeHashed(folder, voiceFileNames.decoder, (write) => {
            writeOnnx(decoder, write);
          }),
          reach: decoderReach(file),
          source: hasPitch ? mutable(sourceMix(file.weights)) : null,
        },
      });
    },
  };
}

/** Content models by the names that files give them; all of these are the one we have. */
const contentModels: readonly string[] = ['contentvec', 'hubert', 'hubert_base', 'contentvec_base'];

function contentModelLines(model: string | null): ImportLine[] {
  if (model === null || contentModels.includes(model.toLowerCase())) return [];
  return [{ code: 'OTHER_CONTENT_MODEL', status: 'warning', details: { model } }];
}

function mutable({ weights, bias }: ReturnType<typeof sourceMix>): { weights: number[]; bias: number } {
  return { weights: [...weights], bias };
}

/**
 * Reads a voice that came as a network, from its graph alone.
 * @throws AppError as above
 */
export function readNetwork(source: ByteSource): ReadVoice {
  const voice = readOnnxVoice(source);
  const { version, width: featureWidth, hasPitch, speakerCount } = voice;
  const count = voice.file.graph.nodes.length;
  const text = (...keys: string[]): string | null =>
    keys.map((key) => readText(voice.info.get(key))).find((value) => value !== null) ?? null;
  return {
    featureWidth,
    lines: [{ code: 'KNOWN_OPERATORS', status: 'ok', details: { count } }],
    info: {
      epochs: null,
      author: text('author'),
      modelName: text('model_name', 'name'),
      licence: text('license', 'licence'),
      note: text('description', 'note'),
    },
    async build(folder, runModel) {
      let names: ReturnType<typeof writeRunnableOnnx> | undefined;
      const model = writeHashed(folder, voiceFileNames.whole, (write) => {
        names = writeRunnableOnnx(source, voice, write);
      });
      if (!names) throw damagedFile(source.name, 'bad-structure', 'onnx');
      const reference = { path: path.join(folder, model.file), sha256: model.sha256 };
      const probe = await probeOnnxVoice(source.name, voice, { model: reference, names, runModel });
      return {
        voice: {
          ...{ version, featureWidth, hasPitch },
          sampleRate: probe.sampleRate,
          samplesPerFrame: probe.samplesPerFrame,
          interChannels: voice.interChannels ?? usualInterChannels,
          speakerCount: speakerCount ?? 1,
          vocoder: null,
          embedderModel: null,
        },
        network: { kind: 'whole', model, ...names },
      };
    },
  };
}

/** Of every voice the original program trains; asked only where a network draws no noise we could give. */
const usualInterChannels = 192;
