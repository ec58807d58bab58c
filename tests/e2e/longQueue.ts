import path from 'node:path';
import { openDatabase } from '../../src/adapters/db/openDatabase.ts';
import { createRepositories } from '../../src/adapters/db/repositories.ts';
import { resourcesIn } from '../../src/adapters/program/resources.ts';
import { copiedId, copyRow } from '../suites/copiedRows.ts';
import { sampleJobAndTake, sampleRecording } from '../suites/domainSamples.ts';
import { createMemoryLog } from '../suites/memoryLog.ts';

const jobCount = 2000;

/** Fills a data folder with 2 000 waiting jobs that came with a restored library, so that none begins: one is written by the program and copied. */
export function longQueue(dataFolder: string): void {
  const log = createMemoryLog();
  const { migrationsFolder } = resourcesIn(path.resolve(import.meta.dirname, '../..'));
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  const { connection } = database;
  const { jobs, recordings, queueMemory } = createRepositories(database, log);
  queueMemory.save({
    isPaused: false,
    isRestored: true,
    machine: '',
    machineSince: '',
    lanes: {},
    jobsSinceMeasured: {},
  });
  const recording = sampleRecording();
  recordings.save(recording);
  const { job, take } = sampleJobAndTake(recording, { status: 'queued' });
  jobs.create(job, take);
  const all = { count: jobCount };
  connection.exec('BEGIN');
  copyRow(connection, 'recordings', all, { id: copiedId('aa'), path: `'/talks/' || n`, sha256: copiedId('ab') });
  copyRow(connection, 'audio_jobs', all, {
    id: copiedId('bb'),
    take_id: copiedId('cc'),
    recording_id: copiedId('aa'),
    params_json: `json_set(one.params_json, '$.recordingName', printf('chapter-%04d.wav', n))`,
    position: 'n + 1',
  });
  copyRow(connection, 'takes', all, {
    id: copiedId('cc'),
    job_id: copiedId('bb'),
    recording_id: copiedId('aa'),
    number: 'n + 1',
  });
  connection.prepare('DELETE FROM takes WHERE id = ?').run(take.id);
  connection.prepare('DELETE FROM audio_jobs WHERE id = ?').run(job.id);
  connection.exec('COMMIT');
  database.close();
}
