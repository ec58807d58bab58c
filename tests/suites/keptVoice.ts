import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { baseModelsOf, passportOf } from '../../src/adapters/voices/voicePassport.ts';
import { writeVoiceFile, type VoiceFile } from '../../src/adapters/voices/voiceFolder.ts';
import type { VoiceImportResult } from '../../src/contract/inference.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A complete description of a voice whose network is the given text. */
function sampleVoiceFile(network: string, change: Partial<VoiceFile> = {}): VoiceFile {
  return {
    version: 1,
    engine: 'rvc',
    name: 'Maré Alta',
    hash: sha256(network),
    voice: {
      ...{ version: 'v2', featureWidth: 768, hasPitch: true, sampleRate: 40_000, samplesPerFrame: 400 },
      ...{ interChannels: 192, speakerCount: 1, vocoder: null, embedderModel: null },
    },
    network: {
      kind: 'whole',
      model: { file: 'voice.onnx', sha256: sha256(network), sizeBytes: network.length },
      inputs: { phone: 'p', phoneLengths: 'n', pitch: 'c', pitchf: 'f', speaker: 's', noise: null },
      output: 'audio',
      isNoiseScaledInside: true,
    },
    index: null,
    mark: [1, 0.5],
    rangeMidi: null,
    rangeSource: null,
    consent: 'unknown',
    licence: null,
    note: null,
    provenance: {
      ...{ originalName: 'mare-alta.onnx', originalSha256: sha256(network), importedAt: '2026-11-22T10:00:00.000Z' },
      ...{ builderVersion: '1', epochs: null, author: null },
    },
    ...change,
  };
}

/** Writes the folder of a voice; its network holds the given text and cannot sing. */
export async function writeSampleVoice(folder: string, network: string, change: Partial<VoiceFile> = {}) {
  const file = sampleVoiceFile(network, change);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'voice.onnx'), network);
  await writeVoiceFile(folder, file);
  return file;
}

/** What the host answers when it has imported such a voice. */
export function importResultOf(file: VoiceFile, fileName: string): VoiceImportResult {
  const { name, mark, licence, hash, rangeMidi, provenance } = file;
  return {
    ...{ fileName, fileCount: 1, sizeBytes: 7, sha256: provenance.originalSha256, suggestedName: name },
    lines: [{ code: 'NO_LICENCE', status: 'warning', details: {} }],
    ...{ mark, licence, hash, rangeMidi, canAdd: true },
    passport: passportOf(file),
    baseModels: baseModelsOf(file),
  };
}
