import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clipPath } from '../../../tests/suites/host.ts';
import { smallBaseModels, writeSmallModels } from '../../../tests/suites/smallBaseModels.ts';
import { spawnCantado } from '../../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { hasEnded, testCantadoOptions, waitForJob } from '../../../tests/suites/testCantado.ts';
import type { Job } from '../../contract/jobs.ts';
import type { Voice } from '../../contract/voices.ts';
import type { Cantado } from '../cantado.ts';
import { openCantado } from '../composition.ts';

const fixtures = path.resolve('tests/fixtures/rvc');
const voiceFile = path.join(fixtures, 'voices/v1_f0_40k/v1_f0_40k.pth');

async function openHere(dataFolder: string): Promise<Cantado> {
  const cantado = await openCantado(testCantadoOptions(dataFolder));
  onTestFinished(() => cantado.close());
  return cantado;
}

const inVoices = (dataFolder: string): string[] => {
  const folder = path.join(dataFolder, 'voices');
  return existsSync(folder) ? readdirSync(folder) : [];
};

async function bring(cantado: Cantado, file: string): Promise<Voice> {
  const { importId } = await cantado.call('voices.inspect', { path: file });
  return cantado.call('voices.add', { importId });
}

describe('an imported voice', () => {
  it('sings, says in the export whose it is, and fails by name where its bytes were changed, until it is brought again', async () => {
    const folder = temporaryFolder();
    const modelsFolder = writeSmallModels(path.join(folder, 'models'));
    const data = path.join(folder, 'data');
    const open = async (): Promise<Cantado> => {
      const cantado = await openCantado(testCantadoOptions(data, modelsFolder));
      onTestFinished(() => cantado.close());
      return cantado;
    };
    const first = await open();
    await first.call('baseModels.import', { path: smallBaseModels.contentvec });
    const { importId } = await first.call('voices.inspect', { path: voiceFile });
    const said = { name: 'Vó Lurdes', consent: 'mine', licence: 'CC BY 4.0' } as const;
    const { id: voiceId } = await first.call('voices.add', { importId, ...said });
    const recording = path.join(folder, 'speech.wav');
    copyFileSync(clipPath('austen-0880'), recording);
    const { id: recordingId } = await first.call('recordings.open', { path: recording });
    const request = { recordingId, voiceId, settings: { mode: 'snap' }, export: { format: 'wav' as const } };
    const convert = async (cantado: Cantado): Promise<Job> =>
      waitForJob(cantado, (await cantado.call('jobs.create', request)).jobId, hasEnded);
    const job = await convert(first);
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(readFileSync(job.outputPath ?? '').toString('utf8')).toContain(
      'AI voice conversion. Voice: Vó Lurdes. Consent: own voice. Licence: CC BY 4.0. Recipe: {',
    );
    await first.call('voices.remove', { voiceId });
    const target = { takeId: job.takeId, export: { format: 'wav' as const } };
    const { path: again } = await first.call('takes.export', target);
    expect(readFileSync(again).toString('utf8'), 'takes of a removed voice stay whole').toContain('Voice: Vó Lurdes.');
    await first.call('voices.restore', { voiceId });
    await first.close();

    const network = path.join(data, 'voices', voiceId, 'decoder.onnx');
    const bytes = readFileSync(network);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 0xff;
    writeFileSync(network, bytes);
    const second = await open();
    const failed = await convert(second);
    const damage = { code: 'VOICE_FILES_DAMAGED', details: { voice: 'Vó Lurdes', file: 'decoder.onnx' } };
    expect(failed).toMatchObject({ status: 'failed', error: damage });
    expect(await second.call('voices.get', { voice: voiceId })).toMatchObject({ status: 'failed', failure: damage });
    expect(await bring(second, voiceFile)).toMatchObject({ id: voiceId, status: 'ready', consent: 'mine' });
    expect(await convert(second)).toMatchObject({ status: 'completed' });
  }, 120_000);
});

describe('the library of a data folder', () => {
  it('keeps an imported voice over a restart, tells of it everywhere, and comes back when the database is lost', async () => {
    const folder = temporaryFolder();
    const first = await openHere(folder);
    const second = await openHere(folder);
    const told = new Promise<Voice>((resolve) => {
      second.subscribe((event) => {
        if (event.name === 'voice.changed') resolve(event.payload);
      });
    });
    const voice = await bring(second, voiceFile);
    expect((await told).id).toBe(voice.id);
    const retold = new Promise<void>((resolve) => {
      second.subscribe(({ name, payload }) => {
        if (name === 'voice.changed' && payload.id === voice.id) resolve();
      });
    });
    await first.close();
    // Who might have missed something while the owner changed is told again.
    await retold;
    await second.close();
    const again = await openHere(folder);
    expect((await again.call('voices.get', { voice: voice.id })).hash).toBe(voice.hash);
    await again.close();
    for (const name of readdirSync(folder)) {
      if (name.startsWith('cantado.db') || name === 'backups') rmSync(path.join(folder, name), { recursive: true });
    }
    const lost = await openHere(folder);
    await expect.poll(async () => (await lost.call('voices.list', undefined)).map(({ id }) => id)).toContain(voice.id);
  }, 60_000);

  it('has its range heard in the background, or at the next start', async () => {
    const folder = temporaryFolder();
    const cantado = await openHere(folder);
    const { id } = await bring(cantado, voiceFile);
    await cantado.close();
    const next = await openHere(folder);
    const source = async (): Promise<unknown> => (await next.call('voices.get', { voice: id })).passport?.rangeSource;
    await expect.poll(source, { timeout: 30_000 }).toBe('probe');
  }, 60_000);

  it('has nothing of an import under which the whole program was killed', async () => {
    const folder = temporaryFolder();
    const program = await spawnCantado(folder);
    const importing = program.call('voices.inspect', { path: voiceFile }).catch(() => undefined);
    await expect.poll(() => inVoices(folder), { interval: 1 }).toEqual([expect.stringMatching(/^\.import-/)]);
    await program.kill();
    void importing;
    expect(inVoices(folder)).toHaveLength(1);
    const next = await openHere(folder);
    expect(inVoices(folder)).toEqual([]);
    expect((await next.call('voices.list', undefined)).every(({ isBuiltIn }) => isBuiltIn)).toBe(true);
  }, 60_000);

  it('takes a voice that came as an upload, and keeps no upload', async () => {
    const folder = temporaryFolder();
    const owner = await openHere(folder);
    const other = await openHere(folder);
    const send = (file: string, name: string): Promise<{ readonly path: string }> =>
      other.uploadVoice(name, new Blob([readFileSync(file)]).stream());
    const uploads = (): string[] => readdirSync(path.join(folder, 'uploads'));
    const { path: uploaded } = await send(voiceFile, 'Vó Lurdes.pth');
    expect(uploads()).toEqual([path.basename(uploaded)]);
    const report = await other.call('voices.inspect', { path: uploaded, name: 'Vó Lurdes.pth' });
    expect(report).toMatchObject({ fileName: 'Vó Lurdes.pth', suggestedName: 'Vó Lurdes' });
    expect(uploads()).toEqual([]);
    await other.call('voices.discard', { importId: report.importId });
    expect(inVoices(folder)).toEqual([]);
    const evil = await send(path.join(fixtures, 'broken/evil_eval.pth'), 'evil.pth');
    await expect(owner.call('voices.inspect', { path: evil.path, name: 'evil.pth' })).rejects.toMatchObject({
      code: 'VOICE_FILE_UNSAFE',
      details: { file: 'evil.pth' },
    });
    expect(uploads()).toEqual([]);
    // A person's own file is never taken for an upload.
    const own = path.join(folder, 'own.pth');
    writeFileSync(own, readFileSync(voiceFile));
    await owner.call('voices.inspect', { path: own });
    expect(existsSync(own)).toBe(true);
  }, 60_000);
});
