import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path, { resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleJobAndTake, sampleRecording } from '../../../tests/suites/domainSamples.ts';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import type { MelodyId } from '../../contract/ids.ts';
import { sweepMelodies } from '../../core/melodies/sweepMelodies.ts';
import { openDatabase } from '../db/openDatabase.ts';
import { createRepositories } from '../db/repositories.ts';
import { createMelodyFiles } from './melodyFiles.ts';

const dayMs = 24 * 3600 * 1000;

function openBench() {
  const dataFolder = temporaryFolder();
  const folder = path.join(dataFolder, 'melodies');
  const log = createMemoryLog();
  const migrationsFolder = resolve('resources/migrations');
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  onTestFinished(() => {
    database.close();
  });
  const repositories = createRepositories(database, log);
  const melodyFiles = createMelodyFiles(folder);
  const recording = sampleRecording();
  repositories.recordings.save(recording);
  const keep = (name: string): Promise<MelodyId> =>
    melodyFiles.keep(JSON.stringify({ name }), { kind: 'score', name, recordingSha256: null });
  let number = 0;
  /** Two rows: a job and the take it makes. */
  const sing = (sha256: string, kind: 'score' | 'plan' = 'score') => {
    const made = sampleJobAndTake(recording, { status: 'completed', position: ++number }, number);
    const recipe = { ...made.job.recipe, melody: { kind, sha256 } };
    const rows = { job: { ...made.job, recipe }, take: { ...made.take, recipe } };
    repositories.jobs.create(rows.job, rows.take);
    return rows;
  };
  const run = (sql: string, ...values: string[]): void => void database.connection.prepare(sql).run(values);
  const inOneTransaction = (work: () => void): void => {
    database.connection.transaction(work)();
  };
  const sweep = (day: number, breathe = (): Promise<void> => Promise.resolve()): Promise<number> => {
    const nowMs = day * dayMs;
    const isDue = (sinceMs: number): boolean => nowMs - sinceMs >= 30 * dayMs;
    return sweepMelodies({ ports: { melodyFiles, melodyUse: repositories.melodyUse }, nowMs, isDue, breathe });
  };
  const there = async (): Promise<string[]> => [...(await melodyFiles.hashes())].sort();
  return { folder, repositories, keep, sing, run, inOneTransaction, sweep, there };
}

describe('melodies that nobody uses', () => {
  it('go after 30 days, and never one that anything in the library names', async () => {
    const { folder, repositories, keep, sing, run, inOneTransaction, sweep, there } = openBench();
    const kept: string[] = [];
    const named = async (name: string): Promise<MelodyId> => {
      const id = await keep(name);
      kept.push(id);
      return id;
    };
    const binned = sing(await named('of a take in the bin')).take;
    repositories.takes.save({ ...binned, removedAt: '2020-01-01T00:00:00.000Z' });
    const purged = sing(await named('of a take whose sound is deleted')).take;
    repositories.takes.save({ ...purged, removedAt: '2020-01-01T00:00:00.000Z', purgedAt: '2020-01-02T00:00:00.000Z' });
    sing(await named('a plan'), 'plan');
    const queued = sing(await named('of a job alone'));
    run(`UPDATE takes SET recipe_json = '{}' WHERE id = ?`, queued.take.id);
    const torn = sing('').take;
    run(`UPDATE takes SET recipe_json = ? WHERE id = ?`, `{"torn ${await named('of a row nobody can read')}`, torn.id);
    run(
      `INSERT INTO batches (id, name, request_json, sources_json, created_at) VALUES ('b', 'b', ?, '[]', '')`,
      JSON.stringify({ melody: { kind: 'score', melodyId: await named('of a batch') } }),
    );
    // The draft in the window names the melody, and the file it came in.
    const sent = 'e'.repeat(64);
    mkdirSync(path.join(folder, 'files'));
    writeFileSync(path.join(folder, 'files', sent), 'MThd');
    const song = { kind: 'score', melodyId: await named('of the draft'), path: path.join(folder, 'files', sent) };
    run(
      `INSERT INTO settings (group_id, version, value_json) VALUES ('preferences', 1, ?)`,
      JSON.stringify({ song: { melody: song } }),
    );
    kept.push(sent);
    // Many rows: those that name lie on several pages.
    inOneTransaction(() => {
      for (let count = 0; count < 450; count++) sing('');
    });
    sing(await named('of the last take'));

    const lone = await keep('of nobody');
    const loneFile = 'd'.repeat(64);
    writeFileSync(path.join(folder, 'files', loneFile), 'MThd');
    writeFileSync(path.join(folder, 'notes.txt'), 'mine');
    for (const day of [1000, 1010, 1029]) expect(await sweep(day)).toBe(0);
    expect(await there()).toEqual([...kept, lone, loneFile].sort());
    expect(await sweep(1030)).toBeGreaterThan(0);
    expect(await there()).toEqual(kept.sort());
    expect(readdirSync(folder)).toContain('notes.txt');
    expect(readdirSync(folder)).not.toContain(`${lone}.facts.json`);
    expect(await sweep(3000)).toBe(0);
    expect(await there()).toEqual(kept);
  });

  it('are counted from the day on which they were last used', async () => {
    const { keep, run, sweep, there } = openBench();
    const id = await keep('tried again');
    const draft = (text: string): void => {
      run(
        `INSERT INTO settings (group_id, version, value_json) VALUES ('preferences', 1, ?)
         ON CONFLICT (group_id) DO UPDATE SET value_json = excluded.value_json`,
        text,
      );
    };
    await sweep(1000);
    draft(JSON.stringify({ id }));
    await sweep(1020);
    draft('{}');
    await sweep(1021);
    await sweep(1050);
    expect(await there()).toEqual([id]);
    // Opened again while its end is being decided: it stays, and has its time again.
    await sweep(1052, async () => void (await keep('tried again')));
    await sweep(1081);
    expect(await there()).toEqual([id]);
    await sweep(1112);
    expect(await there()).toEqual([]);
  });
});
