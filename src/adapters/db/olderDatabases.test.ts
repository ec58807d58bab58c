import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { openDatabase } from './openDatabase.ts';
import { createRepositories } from './repositories.ts';

/**
 * Databases as programs of those days left them, named after their last migration: two takes of one recording that were
 * finished, one that was cancelled, and from 0001 on an imported voice.
 */
const fixtures = path.resolve('tests/fixtures/databases');
const migrationsFolder = path.resolve('resources/migrations');

function openCopy(name: string) {
  const dataFolder = temporaryFolder();
  copyFileSync(path.join(fixtures, name), path.join(dataFolder, 'cantado.db'));
  const log = createMemoryLog();
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  onTestFinished(() => {
    database.close();
  });
  return { dataFolder, database, log, repositories: createRepositories(database, log) };
}

it('every migration but the newest has a database of its time to be tried with', () => {
  const migrations = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'));
  const tried = readdirSync(fixtures).map((name) => name.slice(0, 4));
  expect(tried).toEqual(migrations.slice(0, -1).map((name) => name.slice(0, 4)));
});

describe.each(readdirSync(fixtures))('a database of the time of %s', (name) => {
  it('is opened with everything in it, and a copy of how it was is kept', () => {
    const { dataFolder, database, log, repositories } = openCopy(name);
    expect(database).toMatchObject({ isReadOnly: false, notices: [] });
    expect(log.lines.filter(({ event }) => event === 'database.badRow')).toEqual([]);
    const jobs = repositories.jobs.list({ limit: 10 });
    expect(jobs.map(({ status }) => status)).toEqual(['cancelled', 'completed', 'completed']);
    expect(
      jobs.every(({ priority, isPaused, batchId }) => priority === 'normal' && !isPaused && batchId === null),
    ).toBe(true);
    expect(jobs.every(({ inputBytes, durationSec }) => inputBytes > 0 && durationSec > 1)).toBe(true);
    expect(readdirSync(path.join(dataFolder, 'backups')).some((file) => file.includes('before-'))).toBe(true);
  });

  it('has its takes in the history, found by name without accents', () => {
    const { repositories } = openCopy(name);
    const page = (folded: string) =>
      repositories.takes.page({ words: [{ folded, voiceIds: [] }], isRemoved: false, limit: 10 }).entries;
    expect(page('sao joao').map(({ take }) => take.voiceId)).toEqual(['robot', 'deep']);
    expect(page('longa')).toHaveLength(1);
  });

  it('tells the metrics what its jobs were', () => {
    const { database } = openCopy(name);
    const rows = database.connection
      .prepare("SELECT converter_id, work_sec > 0 AS worked, error_code FROM audio_jobs WHERE status = 'completed'")
      .all();
    expect(rows).toEqual(Array.from({ length: 2 }, () => ({ converter_id: 'resynth', worked: 1, error_code: null })));
  });
});

it('an imported voice comes along', () => {
  const { repositories } = openCopy('0001.db');
  expect(repositories.voices.list().map(({ name, consent }) => [name, consent])).toEqual([['Voz da Ana', 'mine']]);
});
