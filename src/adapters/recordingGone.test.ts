import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clipPath } from '../../tests/suites/host.ts';
import { writeShortTalks } from '../../tests/suites/shortTalks.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { hasEnded, testCantadoOptions, waitForJob } from '../../tests/suites/testCantado.ts';
import { voiceIdSchema, type JobId, type RecordingId } from '../contract/ids.ts';
import { openCantado } from './composition.ts';

const voiceId = voiceIdSchema.parse('robot');

/** The program with three recordings that were opened, and jobs for them that have not begun. */
async function openWithJobs() {
  const folder = temporaryFolder();
  const talks = path.join(folder, 'talks');
  mkdirSync(talks);
  writeShortTalks(talks, clipPath('austen-0870'), 3);
  const cantado = await openCantado(testCantadoOptions(path.join(folder, 'data')));
  onTestFinished(() => cantado.close());
  await cantado.call('queue.pause', undefined);
  const files = [1, 2, 3].map((number) => path.join(talks, `${String(number)}.wav`));
  const jobs: { readonly file: string; readonly recordingId: RecordingId; readonly jobId: JobId }[] = [];
  for (const file of files) {
    const { id: recordingId } = await cantado.call('recordings.open', { path: file, isSpeech: false });
    const made = await cantado.call('jobs.create', { recordingId, voiceId, export: { format: 'wav' } });
    jobs.push({ file, recordingId, jobId: made.jobId });
  }
  const ended = (job: (typeof jobs)[number] | undefined) => {
    if (!job) throw new Error('three jobs');
    return waitForJob(cantado, job.jobId, hasEnded);
  };
  return { folder, cantado, jobs, ended };
}

describe('a recording that is not as it was when its job begins', () => {
  it('fails that job by name, and a retry works once it is back, or was opened where it lies now', async () => {
    const { folder, cantado, jobs, ended } = await openWithJobs();
    const [gone, moved, changed] = jobs;
    if (!gone || !moved || !changed) throw new Error('three jobs');
    const away = path.join(folder, 'away.wav');
    renameSync(gone.file, away);
    const elsewhere = path.join(folder, 'elsewhere', 'renamed.wav');
    mkdirSync(path.dirname(elsewhere));
    renameSync(moved.file, elsewhere);
    const bytes = readFileSync(changed.file);
    appendFileSync(changed.file, 'and more');
    await cantado.call('queue.resume', undefined);
    expect(await ended(gone)).toMatchObject({
      status: 'failed',
      error: { code: 'FILE_NOT_FOUND', details: { file: '1.wav' } },
    });
    expect(await ended(moved)).toMatchObject({
      status: 'failed',
      error: { code: 'FILE_NOT_FOUND', details: { file: '2.wav' } },
    });
    expect(await ended(changed)).toMatchObject({
      status: 'failed',
      error: { code: 'FILE_CHANGED', details: { file: '3.wav' } },
    });

    renameSync(away, gone.file);
    await cantado.call('jobs.retry', gone);
    expect(await ended(gone)).toMatchObject({ status: 'completed', error: null });

    // The same bytes under another name are the same recording.
    expect((await cantado.call('recordings.open', { path: elsewhere, isSpeech: false })).id).toBe(moved.recordingId);
    await cantado.call('jobs.retry', moved);
    const sung = await ended(moved);
    // It goes where it was meant to go when it was ordered.
    expect(sung).toMatchObject({
      status: 'completed',
      outputPath: path.join(path.dirname(moved.file), '2-Robot-1.wav'),
    });
    expect(existsSync(sung.outputPath ?? '')).toBe(true);

    writeFileSync(changed.file, bytes);
    await cantado.call('jobs.retry', changed);
    expect(await ended(changed)).toMatchObject({ status: 'completed', error: null });
  });
});
