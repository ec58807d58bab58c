import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clipPath, loopClip } from '../../tests/suites/host.ts';
import { spawnCantado } from '../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { hasEnded, testCantadoOptions, waitForJob } from '../../tests/suites/testCantado.ts';
import { voiceIdSchema, type JobId } from '../contract/ids.ts';
import type { Job } from '../contract/jobs.ts';
import { mediaPath } from '../contract/media.ts';
import type { Cantado } from './cantado.ts';
import { openCantado } from './composition.ts';

const voiceId = voiceIdSchema.parse('robot');

async function openHere(dataFolder: string): Promise<Cantado> {
  const cantado = await openCantado(testCantadoOptions(dataFolder));
  onTestFinished(() => cantado.close());
  return cantado;
}

function masterOf(dataFolder: string, takeId: string): Buffer {
  return readFileSync(path.join(dataFolder, 'takes', takeId, 'master.wav'));
}

const hasSound = ({ progress }: Job): boolean => (progress?.playableSec ?? 0) > 0;

describe('the program', () => {
  it('opens a recording, sings it, lets it be heard and exports it beside the recording', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'fala “日本語” ñ.wav');
    copyFileSync(clipPath('austen-0880'), file);
    const cantado = await openHere(path.join(folder, 'data'));
    const { id: recordingId } = await cantado.call('recordings.open', { path: file });
    const spoken = await cantado.mediaResponse(mediaPath.recording(recordingId), 'bytes=0-3');
    expect([spoken.status, await spoken.text()]).toEqual([206, 'RIFF']);
    expect(
      (await cantado.call('recordings.analysis', { recordingId, maxPoints: 100 })).syllables.length,
    ).toBeGreaterThan(3);
    const { jobId, takeId } = await cantado.call('jobs.create', { recordingId, voiceId, export: { format: 'wav' } });
    // Asked while it renders: the answer grows with the take and ends with it.
    await waitForJob(cantado, jobId, (job) => hasSound(job) || hasEnded(job));
    const sung = await cantado.mediaResponse(mediaPath.take(takeId), null);
    expect((await sung.arrayBuffer()).byteLength).toBe(Number(sung.headers.get('content-length')));
    const job = await waitForJob(cantado, jobId, hasEnded);
    expect(job).toMatchObject({ status: 'completed', error: null, progress: { overallRatio: 1, remainingSec: 0 } });
    expect(job.outputPath).toBe(path.join(folder, 'fala “日本語” ñ-Robot-1.wav'));
    expect(existsSync(job.outputPath ?? '')).toBe(true);
    expect((await cantado.call('app.status', undefined)).realTimeFactor).toBeGreaterThan(0);
    expect((await cantado.mediaResponse('/media/takes/../../cantado.db', null)).status).toBe(404);
    expect((await cantado.mediaResponse(mediaPath.recording(takeId as never), null)).status).toBe(404);
  });

  it('keeps an upload under its hash and exports it into the folder for such', async () => {
    const folder = temporaryFolder();
    const cantado = await openHere(folder);
    const bytes = readFileSync(clipPath('austen-0880'));
    const recording = await cantado.upload('minha voz.wav', new Blob([bytes]).stream());
    expect(recording).toMatchObject({ name: 'minha voz.wav', path: path.join(folder, 'recordings', recording.sha256) });
    expect((await cantado.upload('other.wav', new Blob([bytes]).stream())).id).toBe(recording.id);
    expect(readdirSync(path.join(folder, 'recordings'))).toEqual([recording.sha256]);
    await expect(cantado.upload('text.wav', new Blob(['no sound']).stream())).rejects.toMatchObject({
      details: { file: 'text.wav' },
    });
  });

  it('keeps an upload of notes, sent through another process, for its other tracks', async () => {
    const folder = temporaryFolder();
    const owner = await openHere(folder);
    const other = await openHere(folder);
    const send = (name: string) =>
      other.uploadMelody(name, new Blob([readFileSync('tests/fixtures/melody/eight-bars.mid')]).stream());
    const { path: kept } = await send('canção.mid');
    expect((await send('again.mid')).path).toBe(kept);
    expect(path.dirname(kept)).toBe(path.join(folder, 'melodies', 'files'));
    const melody = await other.call('melodies.open', { path: kept, name: 'canção.mid' });
    expect(melody).toMatchObject({ name: 'canção.mid', track: 1, score: { notes: { length: 29 } } });
    const bass = await owner.call('melodies.open', { path: kept, name: 'canção.mid', track: 2 });
    expect([bass.track, bass.id === melody.id]).toEqual([2, false]);
    expect(await owner.call('melodies.get', { melodyId: melody.id })).toEqual(melody);
  });

  it('cancels a running job at once and goes on with the next', async () => {
    const folder = temporaryFolder();
    const cantado = await openHere(path.join(folder, 'data'));
    const { id: recordingId } = await cantado.call('recordings.open', {
      path: await loopClip(folder, 'austen-0880', 4),
    });
    const create = async (): Promise<JobId> => (await cantado.call('jobs.create', { recordingId, voiceId })).jobId;
    const [first, second] = [await create(), await create()];
    await waitForJob(cantado, first, hasSound);
    expect(await cantado.call('jobs.cancel', { jobId: first })).toMatchObject({ status: 'cancelled' });
    await waitForJob(cantado, second, ({ status }) => status === 'processing');
    await cantado.call('jobs.cancel', { jobId: second });
    expect((await cantado.call('jobs.list', { status: 'cancelled' })).map(({ id }) => id)).toEqual([second, first]);
  });
});

describe('a job whose program is killed', () => {
  it('goes on in the program that waits for it, and the take is the same bit for bit', async () => {
    const folder = temporaryFolder();
    const file = await loopClip(folder, 'austen-0880', 3);
    const shared = path.join(folder, 'shared');
    const owner = await spawnCantado(shared);
    const waiting = await openHere(shared);
    expect(waiting.isOwner).toBe(false);
    const { id: recordingId } = await waiting.call('recordings.open', { path: file });
    const ratios: number[] = [];
    waiting.subscribe(
      ({ name, payload }) => name === 'job.changed' && ratios.push(payload.progress?.overallRatio ?? 0),
    );
    const request = { voiceId, seed: 5 };
    const { jobId, takeId } = await waiting.call('jobs.create', { ...request, recordingId });
    await waitForJob(waiting, jobId, hasSound);
    await owner.kill();
    const job = await waitForJob(waiting, jobId, hasEnded);
    expect(waiting.isOwner).toBe(true);
    expect(job.status).toBe('completed');
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));

    const undisturbed = await waiting.call('jobs.create', { ...request, recordingId });
    await waitForJob(waiting, undisturbed.jobId, hasEnded);
    expect(masterOf(shared, undisturbed.takeId).equals(masterOf(shared, takeId))).toBe(true);
  }, 240_000);
});

describe('the library', () => {
  it('that was damaged comes back from the backup the last run left, with its jobs', async () => {
    const folder = temporaryFolder();
    const first = await openCantado(testCantadoOptions(folder));
    const { id } = await first.call('recordings.open', { path: clipPath('austen-0880') });
    await first.close();
    writeFileSync(path.join(folder, 'cantado.db'), 'rubbish'.repeat(1000));
    const second = await openHere(folder);
    const { notices } = await second.call('app.status', undefined);
    expect(notices.map(({ code }) => code)).toEqual(['DATABASE_RESTORED']);
    expect((await second.call('recordings.list', {})).map((recording) => recording.id)).toEqual([id]);
  });
});
