import path from 'node:path';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { openCantado } from '../../src/adapters/composition.ts';
import type { AnySettingValues } from '../../src/contract/settings/descriptors.ts';
import type { Job } from '../../src/contract/jobs.ts';
import { openWav } from '../../src/adapters/audio/wavFile.ts';
import { smallBaseModels, writeSmallModels } from '../suites/smallBaseModels.ts';
import { hasEnded, testCantadoOptions, waitForJob } from '../suites/testCantado.ts';

/*
 * Real speech sung by a real RVC voice file through the whole program: base models prepared from files in their published
 * layout, the voice imported, every mode rendered by the host. Weights are small and random, so what is held is structure:
 * lengths, level, timing, sameness; never beauty.
 */
const voicePath = 'tests/fixtures/rvc/voices/v1_f0_40k/v1_f0_40k.pth';
const folder = mkdtempSync(path.join(tmpdir(), 'cantado-rvc-'));
/** Takes are written beside it. */
const recordingPath = path.join(folder, 'austen.wav');
let cantado: Cantado;
let recordingId: Job['recordingId'];
let voiceId: Job['voiceId'];
/** What it sings with every setting at its default. */
let plain: Buffer;

beforeAll(async () => {
  copyFileSync('tests/fixtures/audio/austen-0880.wav', recordingPath);
  const modelsFolder = writeSmallModels(path.join(folder, 'models'));
  const options = testCantadoOptions(path.join(folder, 'data'));
  cantado = await openCantado({ ...options, resources: { ...options.resources, modelsFolder } });
  const recording = await cantado.call('recordings.open', { path: recordingPath });
  const report = await cantado.call('voices.inspect', { path: path.resolve(voicePath) });
  const voice = await cantado.call('voices.add', { importId: report.importId, consent: 'mine' });
  recordingId = recording.id;
  voiceId = voice.id;
  return async () => {
    await cantado.close();
    rmSync(folder, { recursive: true });
  };
});

async function sing(settings: AnySettingValues = {}, seed = 3): Promise<Job> {
  const { jobId } = await cantado.call('jobs.create', {
    recordingId,
    voiceId,
    settings: Object.fromEntries(Object.entries(settings).map(([id, value]) => [id, value as string | number])),
    seed,
    export: { format: 'wav', quality: '32f' },
  });
  return waitForJob(cantado, jobId, hasEnded);
}

function samplesOf(job: Job) {
  const wav = openWav(job.outputPath ?? '');
  const samples = Float32Array.from(wav.read(0, wav.sampleCount));
  wav.close();
  return samples;
}

describe('an imported RVC voice', () => {
  test('without the content model a job is refused with what is missing and how large it is', async () => {
    await expect(sing()).rejects.toMatchObject({ code: 'BASE_MODEL_MISSING', details: { modelId: 'contentvec' } });
  });

  test('sings once the content model was brought as a file, exactly as long as the recording', async () => {
    await cantado.call('baseModels.import', { path: smallBaseModels.contentvec });
    const job = await sing();
    expect(job).toMatchObject({ status: 'completed', error: null });
    const recording = openWav(recordingPath);
    expect(samplesOf(job).length / 48_000).toBeCloseTo(recording.sampleCount / recording.sampleRate, 4);
    recording.close();
    expect(samplesOf(job).some((sample) => Math.abs(sample) > 0.05)).toBe(true);
    plain = readFileSync(job.outputPath ?? '');
  });

  test('the same recipe gives the same bytes', async () => {
    const [first, second] = [await sing({ mode: 'snap' }), await sing({ mode: 'snap' })];
    expect(readFileSync(first.outputPath ?? '')).toEqual(readFileSync(second.outputPath ?? ''));
  });

  test('another pitch listens to nothing again', async () => {
    const job = await sing({ transposeSt: 5 });
    expect(job.stages.find(({ stage }) => stage === 'analyse')).toMatchObject({ seconds: 0, realTimeFactor: null });
    expect(job.status).toBe('completed');
  });

  test.each([['keep'], ['snap'], ['chant']])('sings in the mode %s', async (mode) => {
    const job = await sing({ mode });
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(samplesOf(job).every(Number.isFinite)).toBe(true);
  });

  test.each([[12], [3], [-5.3]])('keeps its length with formants moved by %d semitones', async (formantSt) => {
    const job = await sing({ formantSt });
    expect(job).toMatchObject({ status: 'completed', error: null });
    const recording = openWav(recordingPath);
    expect(samplesOf(job).length / 48_000).toBeCloseTo(recording.sampleCount / recording.sampleRate, 4);
    recording.close();
    expect(readFileSync(job.outputPath ?? '')).not.toEqual(plain);
  });

  test.each([['original'], ['applio']])('the pipeline %s drops what the original drops', async (pipeline) => {
    const job = await sing({ pipeline });
    expect(job).toMatchObject({ status: 'completed', error: null });
    const recording = openWav(recordingPath);
    const lostSec = recording.sampleCount / recording.sampleRate - samplesOf(job).length / 48_000;
    recording.close();
    expect(lostSec).toBeGreaterThanOrEqual(0.01 - 1e-4);
    expect(lostSec).toBeLessThan(0.04);
  });

  test('RMVPE reads the pitch when it was chosen and is there, and is named in the recipe', async () => {
    await expect(sing({ pitchExtractor: 'rmvpe' })).rejects.toMatchObject({
      code: 'BASE_MODEL_MISSING',
      details: { modelId: 'rmvpe' },
    });
    await cantado.call('baseModels.import', { path: smallBaseModels.rmvpe });
    const job = await sing({ pitchExtractor: 'rmvpe' });
    expect(job).toMatchObject({ status: 'completed', error: null });
    const { recipe } = await cantado.call('takes.get', { takeId: job.takeId });
    expect(recipe.pitchExtractor.id).toBe('rmvpe');
  });

  test('a speaker it does not hold is refused by name of the flag', async () => {
    const job = await sing({ speaker: 200 });
    expect(job).toMatchObject({ status: 'failed', error: { code: 'SETTING_OUT_OF_RANGE' } });
  });
});
