import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAppBench } from '../../../tests/suites/appBench.ts';
import { sampleVoice } from '../../../tests/suites/domainSamples.ts';
import { settle } from '../../../tests/suites/queueBench.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { readDownloadableModels } from '../../adapters/onnx/modelManifest.ts';
import { writeVoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { AppError } from '../../contract/errors.ts';
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
  return { ...bench, folder, request: { recordingId, voiceId: voice.id } };
}

/** The same, with ContentVec's file there and its preparation going on until the test ends it. */
async function benchPreparing() {
  const bench = await benchWith(['contentvec']);
  const models = await readDownloadableModels('models');
  const { sha256, sizeBytes } = models.find(({ id }) => id === 'contentvec')?.delivery.files[0] ?? {};
  const modelFolder = path.join(bench.folder, 'data', 'base-models', 'contentvec');
  mkdirSync(modelFolder, { recursive: true });
  const source = path.join(modelFolder, `source-${sha256 ?? ''}`);
  writeFileSync(source, '');
  truncateSync(source, sizeBytes);
  const preparation = { isStopped: false, end: (): void => undefined };
  bench.answers.prepareBaseModel = (_input, _onProgress, signal) =>
    new Promise((resolve, reject) => {
      preparation.end = () => {
        resolve({});
      };
      const stop = (): void => {
        preparation.isStopped = true;
        reject(new AppError('CANCELLED', {}));
      };
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop);
    });
  bench.app.start();
  onTestFinished(() => bench.app.stop());
  const asked = (operation: string): number => bench.asked.filter((each) => each.operation === operation).length;
  await expect.poll(() => asked('prepareBaseModel')).toBe(1);
  return { ...bench, preparation, countOf: asked };
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

describe('a conversion whose base model is being prepared', () => {
  it('is a job at once, and cancelled at once: the next one is sung while the preparation goes on', async () => {
    const { call, request, preparation, countOf } = await benchPreparing();
    const { jobId } = await call('jobs.create', request);
    const next = await call('jobs.create', { ...request, voiceId: voiceIdSchema.parse('deep') });
    await expect.poll(async () => (await call('jobs.get', { jobId })).status).toBe('processing');
    expect((await call('jobs.cancel', { jobId })).status).toBe('cancelled');
    await expect.poll(async () => (await call('jobs.get', { jobId: next.jobId })).status).toBe('completed');
    expect(preparation.isStopped).toBe(false);
    // Wanted again, it is sung as soon as the model is ready.
    await call('jobs.retry', { jobId });
    await expect
      .poll(async () => {
        preparation.end();
        return (await call('jobs.get', { jobId })).status;
      })
      .toBe('completed');
    expect(countOf('render')).toBe(2);
  });

  it('keeps neither a move of the library nor the end of the program waiting, nor other files of a batch', async () => {
    const { app, call, request, folder, preparation, countOf } = await benchPreparing();
    const { jobId } = await call('jobs.create', request);
    const paths = [path.join(folder, 'speech.wav')];
    const { id: batchId } = await call('batches.create', { voiceId: request.voiceId, settings: {}, paths });
    await expect.poll(async () => (await call('batches.items', { batchId, limit: 1 }))[0]?.status).toBe('queued');
    await expect.poll(async () => (await call('jobs.get', { jobId })).status).toBe('processing');
    // Looks at the library as soon as nothing works on it.
    void call('storage.backUp', { path: path.join(folder, 'backup'), withTakes: false }).catch(() => undefined);
    await expect.poll(() => countOf('measureLibrary')).toBe(1);
    expect(preparation.isStopped).toBe(false);
    await app.stop();
    expect((await call('jobs.get', { jobId })).status).toBe('queued');
  });
});
