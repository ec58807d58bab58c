import path from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import { presetIdSchema } from '../../contract/ids.ts';
import { describeBatchRepository } from '../../../tests/suites/batchRepositorySuite.ts';
import { sampleJobAndTake, sampleRecording } from '../../../tests/suites/domainSamples.ts';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { createMemoryRepositories } from '../../../tests/suites/memoryRepositories.ts';
import { describeRepositories } from '../../../tests/suites/repositorySuite.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { openDatabase } from './openDatabase.ts';
import { createRepositories } from './repositories.ts';

const migrationsFolder = path.resolve('resources/migrations');

function openSqlite() {
  const log = createMemoryLog();
  const database = openDatabase({ dataFolder: temporaryFolder(), migrationsFolder, nowMs: Date.now, log });
  onTestFinished(() => {
    database.close();
  });
  return { database, log, ...createRepositories(database, log) };
}

describeRepositories('memory', createMemoryRepositories);
describeRepositories('SQLite', openSqlite);
describeBatchRepository('memory', createMemoryRepositories);
describeBatchRepository('SQLite', openSqlite);

describe('SQLite repositories', () => {
  it('say DISK_FULL, with the folder, where the disk has no room for a job', () => {
    const { database, recordings, jobs } = openSqlite();
    const recording = sampleRecording();
    recordings.save(recording);
    database.connection.pragma(
      `max_page_count = ${String(database.connection.pragma('page_count', { simple: true }))}`,
    );
    const fill = (): void => {
      for (let count = 1; count < 1000; count++) {
        const { job, take } = sampleJobAndTake(recording, { position: count }, count);
        jobs.create(job, take);
      }
    };
    expect(fill).toThrow(
      expect.objectContaining({ code: 'DISK_FULL', details: { folder: path.dirname(database.file) } }),
    );
    expect(jobs.list({ limit: 1000 }).length, 'a job without its take').toBe(
      Number(database.connection.prepare('SELECT count(*) FROM takes').pluck().get()),
    );
  });

  it('leave out a row that does not hold what it should, and say so in the log', () => {
    const { database, recordings, jobs, log } = openSqlite();
    const recording = sampleRecording();
    recordings.save(recording);
    const good = sampleJobAndTake(recording, { position: 1 }, 1);
    const bad = sampleJobAndTake(recording, { position: 2 }, 2);
    jobs.create(good.job, good.take);
    jobs.create(bad.job, bad.take);
    database.connection.prepare('UPDATE audio_jobs SET params_json = ? WHERE id = ?').run('{"recipe":', bad.job.id);
    expect(jobs.list({ status: 'queued', order: 'queue', limit: 9 })).toEqual([good.job]);
    expect(jobs.get(bad.job.id)).toBeUndefined();
    expect(log.lines.filter(({ event }) => event === 'database.badRow')).toHaveLength(2);
  });

  it('pass over a take that cannot be read, and the history goes on behind it', () => {
    const { database, recordings, jobs, takes } = openSqlite();
    const recording = sampleRecording();
    recordings.save(recording);
    const made = [1, 2, 3, 4].map((number) => {
      const createdAt = `2026-11-22T10:00:0${String(9 - number)}.000Z`;
      const sample = sampleJobAndTake(recording, { createdAt, position: number }, number);
      jobs.create(sample.job, sample.take);
      return sample.take.id;
    });
    database.connection.prepare(`UPDATE takes SET recipe_json = 'not JSON' WHERE id = ?`).run(made[0]);
    const seen = [];
    let page = takes.page({ words: [], isRemoved: false, limit: 2 });
    for (seen.push(...page.entries); page.next; seen.push(...page.entries)) {
      page = takes.page({ words: [], isRemoved: false, limit: 2, after: page.next });
    }
    expect(seen.map(({ take }) => take.id)).toEqual(made.slice(1));
  });

  it('leave out a preset that does not hold what it should and keep the others', () => {
    const { database, presets, log } = openSqlite();
    const good = { id: presetIdSchema.parse('good'), name: 'good', settings: { glideMs: 1 } };
    presets.save([good]);
    const rows = JSON.stringify([{ id: 'bad', name: 7 }, good, null]);
    database.connection.prepare("UPDATE settings SET value_json = ? WHERE group_id = 'presets'").run(rows);
    expect(presets.list()).toEqual([good]);
    database.connection.exec("UPDATE settings SET value_json = '{' WHERE group_id = 'presets'");
    expect(presets.list()).toEqual([]);
    expect(log.lines.filter(({ event }) => event === 'database.badRow')).toHaveLength(3);
  });

  it('refuse a take of a recording that is not there', () => {
    const { jobs } = openSqlite();
    const { job, take } = sampleJobAndTake(sampleRecording());
    expect(() => {
      jobs.create(job, take);
    }).toThrow(/FOREIGN KEY/);
    expect(jobs.get(job.id)).toBeUndefined();
  });

  it('have the tables and columns that the plan of the data names', () => {
    const { database } = openSqlite();
    const columns = (table: string): unknown =>
      database.connection.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    expect(columns('voice_models')).toEqual(
      expect.arrayContaining(['id', 'name', 'base_type', 'status', 'path', 'created_at']),
    );
    expect(columns('audio_jobs')).toEqual(
      expect.arrayContaining(
        'id user_id model_id input_path output_path status progress params_json created_at'.split(' '),
      ),
    );
  });

  it('throw only errors of the program', () => {
    const { database, recordings } = openSqlite();
    database.connection.exec('PRAGMA query_only = ON');
    expect(() => {
      recordings.save(sampleRecording());
    }).toThrow(AppError);
  });
});
