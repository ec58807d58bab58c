import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { consentLabels, rangeSources } from '../../contract/voices.ts';
import { writeAtomically } from '../cache/atomicFile.ts';

/** Name of a file within the voice's own folder: never a path. */
const fileName = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const networkFile = z.object({ file: fileName, sha256: hash, sizeBytes: z.number().int().min(0) });
const reach = z.number().int().min(0).max(1000);
const inputName = z.string().max(64);

const splitNetworkSchema = z.object({
  kind: z.literal('split'),
  encoder: networkFile,
  decoder: networkFile,
  /** 10 ms frames that the decoder sees on either side, and of these what it still needs after its first stage. */
  reach: z.object({ whole: reach, afterFirstStage: reach }),
  /** Weights of the harmonic source, one per component, and its bias; null for voices without pitch. */
  source: z.object({ weights: z.array(z.number()).min(1).max(64), bias: z.number() }).nullable(),
});

const wholeNetworkSchema = z.object({
  kind: z.literal('whole'),
  model: networkFile,
  inputs: z.object({
    phone: inputName,
    phoneLengths: inputName,
    pitch: inputName.nullable(),
    pitchf: inputName.nullable(),
    speaker: inputName.nullable(),
    noise: inputName.nullable(),
  }),
  output: inputName,
  isNoiseScaledInside: z.boolean(),
});

/** `voice.json`, version 1; docs/voice-folder.md. */
export const voiceFileSchema = z.object({
  version: z.literal(1),
  engine: z.literal('rvc'),
  name: z.string().min(1).max(120),
  /** SHA-256 that decides whether two voices are the same. */
  hash,
  voice: z.object({
    version: z.enum(['v1', 'v2']),
    featureWidth: z.union([z.literal(256), z.literal(768)]),
    hasPitch: z.boolean(),
    sampleRate: z.number().int().min(8000).max(192_000),
    samplesPerFrame: z.number().int().min(80).max(1920),
    interChannels: z.number().int().min(1).max(4096),
    speakerCount: z.number().int().min(1).max(100_000),
    vocoder: z.string().nullable(),
    /** Content model the voice was made with; null where the file does not say. */
    embedderModel: z.string().nullable(),
  }),
  network: z.discriminatedUnion('kind', [splitNetworkSchema, wholeNetworkSchema]),
  index: networkFile.extend({ width: z.number().int(), vectorCount: z.number().int() }).nullable(),
  mark: z.array(z.number()),
  rangeMidi: z.tuple([z.number(), z.number()]).nullable(),
  rangeSource: z.enum(rangeSources).nullable(),
  consent: z.enum(consentLabels),
  licence: z.string().nullable(),
  note: z.string().nullable(),
  provenance: z.object({
    originalName: z.string(),
    originalSha256: hash,
    importedAt: z.string(),
    /** Of the graph builder that wrote the networks. */
    builderVersion: z.string(),
    epochs: z.number().nullable(),
    author: z.string().nullable(),
  }),
});
export type VoiceFile = z.infer<typeof voiceFileSchema>;

/** How the files of a voice are called. */
export const voiceFileNames = {
  encoder: 'encoder.onnx',
  decoder: 'decoder.onnx',
  whole: 'voice.onnx',
  index: 'retrieval.index',
} as const;

/** Every file that belongs to a voice besides its description. */
export function filesOf({ network, index }: VoiceFile): z.infer<typeof networkFile>[] {
  const networks = network.kind === 'split' ? [network.encoder, network.decoder] : [network.model];
  return index ? [...networks, index] : networks;
}

export function voiceFilePath(folder: string): string {
  return path.join(folder, 'voice.json');
}

/** @throws when voice.json is missing or not what it should be */
export async function readVoiceFile(folder: string): Promise<VoiceFile> {
  return voiceFileSchema.parse(JSON.parse(await readFile(voiceFilePath(folder), 'utf8')));
}

/** Written last: a folder without it is no voice. */
export async function writeVoiceFile(folder: string, file: VoiceFile): Promise<void> {
  await writeAtomically(voiceFilePath(folder), `${JSON.stringify(voiceFileSchema.parse(file), null, 2)}\n`);
}
