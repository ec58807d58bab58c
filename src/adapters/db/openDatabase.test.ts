import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleJobAndTake, sampleRecording, sampleVoice } from '../../../tests/suites/domainSamples.ts';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { openDatabase, type OpenDatabase } from './openDatabase.ts';
import { createRepositories } from './repositories.ts';

const migrationsFolder = path.resolve('resources/migrations');
const day = 24 * 3600 * 1000;
const log = createMemoryLog();

function open(dataFolder: string, change: { migrationsFolder?: string; nowMs?: number } = {}): OpenDatabase {
  const nowMs = change.nowMs ?? Date.now();
  const options = { migrationsFolder: change.migrationsFolder ?? migrationsFolder, nowMs: () => nowMs, log };
  const database = openDatabase({ dataFolder, ...options });
  onTestFinished(() => {
    database.close();
  });
  return database;
}

/** A library with one recording and one job, closed properly. */
function libraryWithOneJob() {
  const dataFolder = temporaryFolder();
  const database = open(dataFolder);
  const repositories = createRepositories(database, log);
  const recording = sampleRecording();
  const { job, take } = sampleJobAndTake(recording);
  repositories.recordings.save(recording);
  repositories.jobs.create(job, take);
  database.close();
  return { dataFolder, file: database.file, job };
}

/** The migrations plus one that adds a column, as the next version of the program would bring. */
function nextMigrations(): string {
  const folder = path.join(temporaryFolder(), 'migrations');
  cpSync(migrationsFolder, folder, { recursive: true });
  const journalFile = path.join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: { when: number }[] };
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: 99, tag: '0099_mood', when: (last?.when ?? 0) + 1000 } as { when: number });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(path.join(folder, '0099_mood.sql'), 'ALTER TABLE `takes` ADD `mood` text;');
  return folder;
}

function backupsIn(dataFolder: string): string[] {
  return readdirSync(path.join(dataFolder, 'backups')).sort();
}

describe('the database', () => {
  it('survives closing and opening with everything in it', () => {
    const { dataFolder, job } = libraryWithOneJob();
    const again = open(dataFolder);
    expect(createRepositories(again, log).jobs.get(job.id)).toEqual(job);
    expect(again.notices).toEqual([]);
    expect(again.isReadOnly).toBe(false);
  });

  it('keeps what was written when the process ends without closing', () => {
    const dataFolder = temporaryFolder();
    const database = open(dataFolder);
    const recording = sampleRecording();
    createRepositories(database, log).recordings.save(recording);
    const copy = temporaryFolder();
    for (const name of readdirSync(dataFolder).filter((entry) => entry.startsWith('cantado.db'))) {
      if (!name.endsWith('-shm')) cpSync(path.join(dataFolder, name), path.join(copy, name));
    }
    expect(createRepositories(open(copy), log).recordings.get(recording.id)).toEqual(recording);
  });

  it.each([
    [
      'overwritten in the middle',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 5000), Buffer.alloc(bytes.length - 5000, 0x5a)]),
    ],
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, Math.floor(bytes.length / 2))],
    ['replaced by text', () => Buffer.from('not a database, sorry'.repeat(500))],
    ['emptied', () => Buffer.alloc(0)],
  ])('%s is restored from its backup, which is said, and the damaged file is kept', (_, damage) => {
    const { dataFolder, file, job } = libraryWithOneJob();
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    const restored = open(dataFolder);
    const [backup] = backupsIn(dataFolder);
    expect(restored.notices).toEqual([{ code: 'DATABASE_RESTORED', details: { backup } }]);
    expect(createRepositories(restored, log).jobs.get(job.id)).toEqual(job);
    const kept = readdirSync(dataFolder).find((name) => name.startsWith('cantado.damaged-') && name.endsWith('.db'));
    expect(readFileSync(path.join(dataFolder, kept ?? '')).equals(damaged)).toBe(true);
  });

  it('takes an older backup where the newest is damaged too', () => {
    const { dataFolder, file, job } = libraryWithOneJob();
    const [good = ''] = backupsIn(dataFolder);
    const bad = path.join(dataFolder, 'backups', 'cantado-2999-01-01.db');
    writeFileSync(bad, 'rubbish'.repeat(1000));
    utimesSync(bad, new Date(Date.now() + day), new Date(Date.now() + day));
    writeFileSync(file, 'rubbish'.repeat(1000));
    const restored = open(dataFolder);
    expect(restored.notices).toEqual([{ code: 'DATABASE_RESTORED', details: { backup: good } }]);
    expect(createRepositories(restored, log).jobs.get(job.id)).toEqual(job);
  });

  it('without any backup is begun anew, which is said, and the damaged file is kept', () => {
    const dataFolder = temporaryFolder();
    writeFileSync(path.join(dataFolder, 'cantado.db'), 'rubbish'.repeat(1000));
    const { notices, connection } = open(dataFolder);
    expect(notices).toHaveLength(1);
    const [notice] = notices;
    expect(notice?.code).toBe('DATABASE_LOST');
    const kept = notice?.code === 'DATABASE_LOST' ? notice.details.file : '';
    expect(readFileSync(path.join(dataFolder, kept), 'utf8')).toMatch(/^rubbish/);
    expect(connection.prepare('SELECT count(*) FROM audio_jobs').pluck().get()).toBe(0);
  });

  it('of a newer version can be read, and every write says DATABASE_READ_ONLY', () => {
    const { dataFolder, file, job } = libraryWithOneJob();
    open(dataFolder, { migrationsFolder: nextMigrations() }).close();
    const before = readFileSync(file);
    const newer = open(dataFolder);
    const { jobs, recordings, preferences } = createRepositories(newer, log);
    expect(newer.isReadOnly).toBe(true);
    expect(newer.notices).toEqual([{ code: 'DATABASE_NEWER', details: {} }]);
    expect(jobs.get(job.id)).toEqual(job);
    const readOnly = expect.objectContaining({ code: 'DATABASE_READ_ONLY', details: { file } });
    const { job: more, take } = sampleJobAndTake(sampleRecording());
    const writes = [
      () => jobs.create(more, take),
      () => jobs.save(job),
      () => recordings.save(sampleRecording()),
      () => preferences.save({} as never),
    ];
    for (const write of writes) expect(write).toThrow(readOnly);
    newer.close();
    expect(readFileSync(file).equals(before), 'the file is untouched').toBe(true);
  });

  it('of an older version is backed up, then migrated with everything in it', () => {
    const { dataFolder, job } = libraryWithOneJob();
    const migrated = open(dataFolder, { migrationsFolder: nextMigrations() });
    expect(createRepositories(migrated, log).jobs.get(job.id)).toEqual(job);
    expect(
      migrated.connection.prepare("SELECT 1 FROM pragma_table_info('takes') WHERE name = 'mood'").get(),
    ).toBeDefined();
    const backup = backupsIn(dataFolder).find((name) => name.endsWith('-before-0099_mood.db')) ?? '';
    const old = new Database(path.join(dataFolder, 'backups', backup), { readonly: true });
    expect(old.prepare("SELECT 1 FROM pragma_table_info('takes') WHERE name = 'mood'").get()).toBeUndefined();
    expect(old.prepare('SELECT count(*) FROM audio_jobs').pluck().get()).toBe(1);
    old.close();
  });

  it('of the first release is migrated with everything in it, and takes voices', () => {
    const dataFolder = temporaryFolder();
    cpSync(path.resolve('tests/fixtures/formats/cantado-0.1.0.db'), path.join(dataFolder, 'cantado.db'));
    const migrated = open(dataFolder);
    expect(migrated.notices).toEqual([]);
    const { jobs, takes, recordings, voices, preferences } = createRepositories(migrated, log);
    const [job] = jobs.list({ limit: 10 });
    expect(job).toMatchObject({ status: 'completed', crashChunkCount: 4, exportTo: { format: 'flac', quality: '24' } });
    const recording = job && recordings.get(job.recordingId);
    expect(recording?.name).toBe('entrevista “日本語” 🎤.wav');
    expect(recording && takes.listOf(recording.id).map(({ id, recipe }) => [id, recipe])).toEqual([
      [job?.takeId, job?.recipe],
    ]);
    expect(preferences.get()).toMatchObject({ language: 'pt-BR' });
    const voice = sampleVoice();
    voices.save(voice);
    expect(voices.list()).toEqual([voice]);
    expect(backupsIn(dataFolder).some((name) => name.endsWith('-before-0001_voices.db'))).toBe(true);
  });

  it('is as it was when a migration fails in the middle', () => {
    const { dataFolder, job } = libraryWithOneJob();
    const migrations = nextMigrations();
    const statements =
      'ALTER TABLE `takes` ADD `mood` text;--> statement-breakpoint\nALTER TABLE `nowhere` ADD `x` text;';
    writeFileSync(path.join(migrations, '0099_mood.sql'), statements);
    expect(() => open(dataFolder, { migrationsFolder: migrations })).toThrow();
    const again = open(dataFolder);
    expect(again.isReadOnly).toBe(false);
    expect(createRepositories(again, log).jobs.get(job.id)).toEqual(job);
    expect(
      again.connection.prepare("SELECT 1 FROM pragma_table_info('takes') WHERE name = 'mood'").get(),
    ).toBeUndefined();
  });

  it('leaves one backup a day and keeps five', () => {
    const dataFolder = temporaryFolder();
    const start = Date.parse('2026-11-22T12:00:00Z');
    for (let count = 0; count < 8; count++) {
      for (const hour of [0, 1]) {
        const database = open(dataFolder, { nowMs: start + count * day + hour * 3_600_000 });
        createRepositories(database, log).recordings.save(sampleRecording());
        database.close();
      }
    }
    const names = Array.from({ length: 5 }, (_, index) =>
      new Date(start + (index + 3) * day).toISOString().slice(0, 10),
    );
    expect(backupsIn(dataFolder)).toEqual(names.map((name) => `cantado-${name}.db`));
  });

  it('opens although no backup can be written', () => {
    const dataFolder = temporaryFolder();
    writeFileSync(path.join(dataFolder, 'backups'), 'a file where the folder should be');
    expect(open(dataFolder).isReadOnly).toBe(false);
  });

  it('says which folder cannot be written', () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const folder = path.join(file, 'data');
    expect(() => open(folder)).toThrow(expect.objectContaining({ code: 'FOLDER_NOT_WRITABLE', details: { folder } }));
    mkdirSync(path.join(path.dirname(file), 'data', 'cantado.db'), { recursive: true });
    expect(() => open(path.join(path.dirname(file), 'data'))).toThrow(
      expect.objectContaining({ code: 'DATABASE_UNREADABLE' }),
    );
    expect(existsSync(path.join(path.dirname(file), 'data', 'cantado.db'))).toBe(true);
  });
});
