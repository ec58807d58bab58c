import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { keptLibrary } from '../../../tests/suites/keptLibrary.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import { openCantado } from '../composition.ts';

it('a row that is no take deletes nothing, and keeps nothing else from its turn', async () => {
  const root = temporaryFolder();
  const dataFolder = path.join(root, 'data');
  const { takeIds } = keptLibrary(dataFolder, { takeCount: 5, takeBytes: 1000 });
  const [outside, empty, spoilt, jobless, sound] = takeIds;
  mkdirSync(path.join(root, 'letters'));
  writeFileSync(path.join(root, 'letters', 'one'), 'mine');
  const database = new Database(path.join(dataFolder, 'cantado.db'));
  database.pragma('foreign_keys = OFF');
  const run = (sql: string, id: string | undefined): void => void database.prepare(sql).run(id);
  database.exec("UPDATE takes SET removed_at = '2020-01-01T00:00:00.000Z'");
  run("UPDATE audio_jobs SET params_json = '[]' WHERE take_id = ?", jobless);
  run("UPDATE takes SET recipe_json = 'no recipe' WHERE id = ?", spoilt);
  run("UPDATE takes SET id = '../../letters', purged_at = '2020-01-02T00:00:00.000Z' WHERE id = ?", outside);
  run("UPDATE takes SET id = '' WHERE id = ?", empty);
  // A melody that nothing has named for years.
  const [melody = ''] = readdirSync(path.join(dataFolder, 'melodies'));
  const unnamed = JSON.stringify({ [path.parse(melody).name]: 0 });
  run("INSERT INTO settings (group_id, version, value_json) VALUES ('unnamed-melodies', 1, ?)", unnamed);
  database.close();
  const cantado = await openCantado(testCantadoOptions(dataFolder));
  onTestFinished(() => cantado.close());
  expect((await cantado.call('storage.usage', undefined)).bin.takeCount).toBe(3);
  await cantado.call('storage.clearOut', undefined);
  await cantado.call('storage.clear', { what: 'bin' });
  expect(readdirSync(path.join(dataFolder, 'takes')).sort()).toEqual([outside, empty, spoilt, jobless].sort());
  expect(sound).toBeDefined();
  expect(readdirSync(path.join(dataFolder, 'melodies'))).toEqual([]);
  expect(existsSync(path.join(root, 'letters', 'one'))).toBe(true);
});
