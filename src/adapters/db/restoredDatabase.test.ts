import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { keptLibrary } from '../../../tests/suites/keptLibrary.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { applyMigrations } from './migrations.ts';
import { prepareRestored, type RestoredOptions } from './restoredDatabase.ts';

const here = { exportFolder: '/music/sung', isOffline: false };
const current = new Database(':memory:');
applyMigrations(current, path.resolve('resources/migrations'));
const options: RestoredOptions = {
  migrationsFolder: path.resolve('resources/migrations'),
  here,
  current,
  exportsFolder: '/data/exports',
  onExports: () => undefined,
};

const honest = mkdtempSync(path.join(tmpdir(), 'cantado-honest-'));
beforeAll(() => {
  keptLibrary(honest, { takeCount: 3, takeBytes: 1 });
  return () => {
    rmSync(honest, { recursive: true });
  };
});

/** The database of a backup, after a stranger had it. */
function strangersDatabase(change: (database: Database.Database) => void): string {
  const file = path.join(temporaryFolder(), 'cantado.db');
  copyFileSync(path.join(honest, 'cantado.db'), file);
  const database = new Database(file);
  database.unsafeMode(true);
  database.pragma('writable_schema = ON');
  change(database);
  database.close();
  return file;
}

function read(file: string, sql: string): unknown[] {
  const database = new Database(file, { readonly: true });
  const values = database.prepare(sql).pluck().all();
  database.close();
  return values;
}

describe('the database of a stranger’s backup', () => {
  it('is taken as it left us, also when an older version wrote it', () => {
    expect(
      prepareRestored(
        strangersDatabase(() => undefined),
        options,
      ),
    ).toBe('sound');
    for (const name of ['0000.db', '0001.db']) {
      const file = path.join(temporaryFolder(), name);
      copyFileSync(path.resolve('tests/fixtures/databases', name), file);
      expect(prepareRestored(file, options), name).toBe('sound');
    }
  });

  it.each([
    'CREATE TRIGGER t AFTER INSERT ON takes BEGIN DELETE FROM takes; END',
    'CREATE VIEW v AS SELECT 1',
    'CREATE VIRTUAL TABLE v USING fts5(a)',
    "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, 'create/**/virtual table v using rtree(a, b, c)')",
    "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 3, 'create/**/virtual table v using rtree(a, b, c)')",
    'ALTER TABLE takes ADD COLUMN heavy text GENERATED ALWAYS AS (hex(zeroblob(9)))',
    'ALTER TABLE takes ADD COLUMN heavy text CHECK (hex(zeroblob(9)) IS NOT NULL)',
    'ALTER TABLE takes ADD COLUMN more text',
    'CREATE TABLE more (id text)',
    'DROP TABLE network_requests',
    'CREATE INDEX heavy ON takes (hex(zeroblob(length(id))))',
    'DROP INDEX takes_job',
  ])('is refused with anything in it that is not ours: %s', (sql) => {
    expect(
      prepareRestored(
        strangersDatabase((database) => database.exec(sql)),
        options,
      ),
    ).toBe('damaged');
  });

  it('names no place on this computer that anything is written to', () => {
    const order = '"voiceId":"deep","settings":{},"export":{"format":"wav","path":"/etc/elsewhere"}';
    const file = strangersDatabase((database) => {
      const target = '"format":"wav","quality":"24","path":"/etc/elsewhere.desktop"';
      // The second of two equal names is the one that JavaScript reads.
      const params = `replace(json_set(params_json, '$.exportTo', json('{"a":1}')), '"recipe"', '"exportTo":{${target}},"recipe"')`;
      const doubled = `substr(params_json, 1, length(params_json) - 1) || ',"exportTo":{${target}}}'`;
      for (const [index, sql] of [params, doubled, params].entries()) {
        const status = index === 2 ? 'failed' : 'queued';
        database
          .prepare(`UPDATE audio_jobs SET status = ?, params_json = ${sql} WHERE position = ?`)
          .run(status, index + 1);
      }
      const batch = "('b', 'local', 'n', ?, '[]', 0, NULL, '2026-11-22T10:00:00.000Z')";
      database.prepare(`INSERT INTO batches VALUES ${batch}`).run(`{${order}}`);
      const preferences = '{"exportFolder":"\\\\\\\\evil\\\\share","nameTemplate":"{n}"}';
      database.prepare("INSERT INTO settings VALUES ('preferences', 1, ?)").run(preferences);
    });
    let isExportingThere = false;
    const onExports = (): void => void (isExportingThere = true);
    const lone = { ...options, here: { exportFolder: null, isOffline: true }, onExports };
    expect(prepareRestored(file, lone)).toBe('sound');
    expect(isExportingThere).toBe(true);
    const targets = read(file, 'SELECT params_json FROM audio_jobs').map(
      (text) => (JSON.parse(String(text)) as { readonly exportTo: unknown }).exportTo,
    );
    const there = { folder: '/data/exports', template: '{name}-{voice}-{n}' };
    expect(targets).toEqual(Array.from({ length: 3 }, () => expect.objectContaining(there) as unknown));
    const everything = ['audio_jobs.params_json', 'batches.request_json', 'settings.value_json'].flatMap((place) => {
      const [table = '', column = ''] = place.split('.');
      return read(file, `SELECT ${column} FROM ${table}`);
    });
    expect(everything.join('\n')).not.toMatch(/elsewhere|evil/);
    const [preferences] = read(file, "SELECT value_json FROM settings WHERE group_id = 'preferences'");
    expect(JSON.parse(String(preferences))).toMatchObject({ exportFolder: null, isOffline: true, nameTemplate: '{n}' });
    expect(prepareRestored(file, options)).toBe('sound');
    expect(read(file, 'SELECT params_json FROM audio_jobs').join('\n')).toContain('/music/sung');
  });

  it('lets no job begin by itself, and holds nothing where none waits', () => {
    const memory = `SELECT value_json FROM settings WHERE group_id = 'queue'`;
    const held = (change: (database: Database.Database) => void): unknown => {
      const file = strangersDatabase(change);
      expect(prepareRestored(file, options)).toBe('sound');
      return (JSON.parse(String(read(file, memory)[0])) as { readonly isRestored: unknown }).isRestored;
    };
    const wait = "UPDATE audio_jobs SET status = 'queued' WHERE position = 2";
    const batch = `INSERT INTO batches VALUES ('b', 'local', 'n', '{}', '["/talks"]', 0, NULL, '2026-11-22T10:00:00.000Z')`;
    expect(held(() => undefined)).toBe(false);
    expect(held((database) => database.exec(wait))).toBe(true);
    expect(held((database) => database.exec(batch))).toBe(true);
    const torn = `INSERT INTO settings VALUES ('queue', 1, '{"isRestored":false,')`;
    expect(held((database) => database.exec(`${wait}; ${torn}`))).toBe(true);
  });

  it('brings no network ledger: the one of this computer stays', () => {
    const insert = `INSERT INTO network_requests (at, host, reason, subject, state) VALUES ('2026', ?, 'base-model', 'x', 'answered')`;
    current.prepare(insert).run('ours.example');
    const file = strangersDatabase((database) => void database.prepare(insert).run('theirs.example'));
    expect(prepareRestored(file, options)).toBe('sound');
    expect(read(file, 'SELECT host FROM network_requests')).toEqual(['ours.example']);
  });
});
