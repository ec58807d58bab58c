import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAppBench } from '../../../tests/suites/appBench.ts';
import { sampleVoice } from '../../../tests/suites/domainSamples.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { writeVoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { voiceIdSchema } from '../../contract/ids.ts';
import type { StoredVoice } from '../ports.ts';

/** A voice whose files are there, as far as the library looks. */
async function keepVoice(folder: string, voice: StoredVoice): Promise<void> {
  const voiceFolder = path.join(folder, 'voices', voice.id);
  mkdirSync(voiceFolder, { recursive: true });
  writeFileSync(path.join(voiceFolder, 'voice.onnx'), '');
  const { name, consent, licence, passport } = voice;
  const inputs = { phone: 'phone', phoneLengths: 'n', pitch: null, pitchf: null, speaker: null, noise: null };
  const { sampleRate, hasPitch, speakerCount, vocoder, originalName, originalSha256, epochs, author } = passport;
  await writeVoiceFile(voiceFolder, {
    ...{ version: 1, engine: 'rvc', name, hash: 'b'.repeat(64), consent, licence, mark: [], rangeMidi: null },
    voice: {
      ...{ version: 'v2', featureWidth: 768, samplesPerFrame: 400, interChannels: 192, embedderModel: null },
      ...{ sampleRate, hasPitch, speakerCount, vocoder },
    },
    network: {
      kind: 'whole',
      model: { file: 'voice.onnx', sha256: 'c'.repeat(64), sizeBytes: 0 },
      ...{ inputs, output: 'audio', isNoiseScaledInside: true },
    },
    ...{ index: null, rangeSource: null, note: null },
    provenance: { originalName, originalSha256, importedAt: voice.createdAt, builderVersion: '1', epochs, author },
  });
}

async function benchWith(baseModels: readonly string[]) {
  const folder = temporaryFolder();
  const voice = sampleVoice({ id: voiceIdSchema.parse(crypto.randomUUID()), baseModels });
  await keepVoice(folder, voice);
  const bench = createAppBench(folder);
  bench.repositories.voices.save(voice);
  writeFileSync(path.join(folder, 'speech.wav'), 'sound');
  const { id: recordingId } = await bench.call('recordings.open', { path: path.join(folder, 'speech.wav') });
  await settle();
  return { ...bench, request: { recordingId, voiceId: voice.id } };
}

describe('a conversion whose base model is missing', () => {
  it('is refused with the model’s name and size, and nothing is queued', async () => {
    const { call, request } = await benchWith(['contentvec']);
    await expect(call('jobs.create', request)).rejects.toMatchObject({
      code: 'BASE_MODEL_MISSING',
      details: { model: 'ContentVec', modelId: 'contentvec', sizeMb: 190 },
    });
    expect(await call('jobs.list', {})).toEqual([]);
  });

  it('is refused when the chosen pitch extractor is what is missing, and made with the other', async () => {
    const { call, request } = await benchWith([]);
    const withRmvpe = { ...request, settings: { pitchExtractor: 'rmvpe' } };
    await expect(call('jobs.create', withRmvpe)).rejects.toMatchObject({
      code: 'BASE_MODEL_MISSING',
      details: { model: 'RMVPE', modelId: 'rmvpe', sizeMb: 181 },
    });
    await call('jobs.create', { ...request, settings: { pitchExtractor: 'swift-f0' } });
    expect(await call('jobs.list', {})).toHaveLength(1);
  });
});
