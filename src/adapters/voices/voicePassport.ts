import type { VoicePassport } from '../../contract/voices.ts';
import { filesOf, type VoiceFile } from './voiceFolder.ts';

/** Networks without which no RVC voice sings: what it listens with. */
export function baseModelsOf(_voice: VoiceFile): string[] {
  return ['contentvec'];
}

const vocoderLabels: Readonly<Record<string, string>> = { 'hifi-gan': 'HiFi-GAN', 'mrf-hifi-gan': 'MRF HiFi-GAN' };

/** What people are told of a voice, from its description. */
export function passportOf(file: VoiceFile): VoicePassport {
  const { voice, index, provenance, rangeSource, note } = file;
  const networkBytes = filesOf({ ...file, index: null }).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return {
    version: voice.version,
    sampleRate: voice.sampleRate,
    hasPitch: voice.hasPitch,
    speakerCount: voice.speakerCount,
    vocoder: voice.vocoder === null ? null : (vocoderLabels[voice.vocoder] ?? voice.vocoder),
    epochs: provenance.epochs,
    author: provenance.author,
    originalName: provenance.originalName,
    originalSha256: provenance.originalSha256,
    sizeBytes: networkBytes,
    index: index && { vectorCount: index.vectorCount, width: index.width, sizeBytes: index.sizeBytes },
    rangeSource,
    note,
  };
}
