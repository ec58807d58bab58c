import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { jobIdSchema } from '../../contract/ids.ts';
import { createJobLogs } from './jobLogs.ts';

const newJob = () => jobIdSchema.parse(crypto.randomUUID());

describe('the log of a job', () => {
  it('holds what the queue tells of it, an error by its id and code, and nothing of other jobs', async () => {
    const log = createMemoryLog();
    const jobs = createJobLogs(path.join(temporaryFolder(), 'logs'), log);
    const jobId = newJob();
    jobs.log.info('job.created', { jobId, inputBytes: 5 });
    jobs.log.info('job.created', { jobId: newJob() });
    jobs.log.info('app.opened', { version: '1' });
    jobs.log.error('0123abcd', new AppError('HOST_CRASHED', { attempts: 2 }), { jobId });
    expect(await jobs.read(jobId)).toMatchObject([
      { source: 'queue', event: 'created', jobId, inputBytes: 5, time: expect.stringMatching(/Z$/) as string },
      { source: 'queue', event: 'error', id: '0123abcd', code: 'HOST_CRASHED' },
    ]);
    expect(log.lines).toHaveLength(4);
  });

  it('stays bounded, and keeps the newest lines', async () => {
    const folder = temporaryFolder();
    const jobs = createJobLogs(folder, createMemoryLog(), { mostBytes: 2000 });
    const jobId = newJob();
    for (let count = 0; count < 200; count++) jobs.log.info('job.start', { jobId, count });
    jobs.log.info('job.fail', { jobId, text: 'x'.repeat(100_000) });
    const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
    expect(sizes.length).toBeLessThanOrEqual(2);
    expect(Math.max(...sizes)).toBeLessThan(4000);
    const lines = await jobs.read(jobId);
    expect(lines.at(-1)).toMatchObject({ event: 'fail', isCut: true });
    expect(lines.at(-2)).toMatchObject({ count: 199 });
  });

  it('goes when there are too many, the oldest first; other logs stay', async () => {
    const folder = temporaryFolder();
    const jobs = createJobLogs(folder, createMemoryLog(), { mostJobs: 3 });
    const ids = Array.from({ length: 6 }, newJob);
    writeFileSync(path.join(folder, 'app.jsonl'), '');
    ids.forEach((jobId, index) => {
      jobs.log.info('job.created', { jobId });
      utimesSync(path.join(folder, `${jobId}.jsonl`), 1000 + index, 1000 + index);
    });
    await jobs.sweep();
    expect(ids.map((id) => existsSync(path.join(folder, `${id}.jsonl`)))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(existsSync(path.join(folder, 'app.jsonl'))).toBe(true);
  });

  it('reads past what a power cut left half written, and is empty where there is none', async () => {
    const folder = temporaryFolder();
    const jobs = createJobLogs(folder, createMemoryLog());
    const jobId = newJob();
    writeFileSync(path.join(folder, `${jobId}.jsonl`), '{"event":"stage"}\n{"event":"comp\n[1]\n');
    expect(await jobs.read(jobId)).toEqual([{ event: 'stage' }]);
    expect(await jobs.read(newJob())).toEqual([]);
  });

  it('that cannot be written stops nothing, and no id of a job leads out of its folder', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file'), '');
    const log = createMemoryLog();
    createJobLogs(path.join(folder, 'file', 'logs'), log).log.info('job.start', { jobId: newJob() });
    createJobLogs(path.join(folder, 'logs'), log).log.info('job.start', { jobId: '../out' });
    expect(log.lines).toHaveLength(2);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
