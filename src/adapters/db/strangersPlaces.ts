import type Database from 'better-sqlite3';
import { z } from 'zod';
import { defaultNameTemplate } from '../../contract/exports.ts';
import { preferencesSchema, type Preferences } from '../../contract/operations/app.ts';

/** What this computer decides for itself, whatever a backup says. */
export type HereRules = Pick<Preferences, 'exportFolder' | 'isOffline'>;

const objectSchema = z.record(z.string(), z.unknown());

/** The choices of the library that is in use. */
export function hereRulesOf(connection: Database.Database): HereRules {
  const { exportFolder, isOffline } = preferencesOf(connection);
  return { exportFolder, isOffline };
}

/**
 * A backup tells what was sung, never where on this computer something is written: jobs that may still run or be tried again
 * export into the folder that was chosen here, or else into `exports`, and a batch where exports go by themselves. Nor does a
 * backup end *Stay offline*.
 * @returns whether a job exports into that folder now
 */
export function forgetPlaces(connection: Database.Database, here: HereRules, exportsFolder: string): boolean {
  return connection.transaction(() => {
    const folder = here.exportFolder ?? exportsFolder;
    const jobs = { table: 'audio_jobs', column: 'params_json', where: "status <> 'completed'" };
    const isAnyMoved = rewrite(connection, jobs, (params) => {
      const exportTo = objectSchema.safeParse(params['exportTo']).data;
      if (!exportTo) return params;
      const { path: _path, ...how } = exportTo;
      return { ...params, exportTo: { ...how, folder, template: defaultNameTemplate } };
    });
    rewrite(connection, { table: 'batches', column: 'request_json', where: 'true' }, (order) => {
      const wanted = objectSchema.safeParse(order['export']).data;
      if (!wanted) return order;
      const { path: _path, ...how } = wanted;
      return { ...order, export: how };
    });
    const restored = preferencesOf(connection);
    const isOffline = restored.isOffline || here.isOffline;
    const value = JSON.stringify({ ...restored, exportFolder: here.exportFolder, isOffline });
    connection
      .prepare(
        `INSERT INTO settings (group_id, version, value_json) VALUES ('preferences', 1, ?)
         ON CONFLICT (group_id) DO UPDATE SET value_json = excluded.value_json`,
      )
      .run(value);
    return isAnyMoved;
  })();
}

function preferencesOf(connection: Database.Database): Preferences {
  const text = connection.prepare("SELECT value_json FROM settings WHERE group_id = 'preferences'").pluck().get();
  return preferencesSchema.safeParse(parsed(text)).data ?? preferencesSchema.parse({});
}

type Column = { readonly table: string; readonly column: string; readonly where: string };
type JsonObject = Readonly<Record<string, unknown>>;

/** Changes the objects of a column; what is none stays, and is no job to whoever reads it. */
function rewrite(
  connection: Database.Database,
  { table, column, where }: Column,
  change: (value: JsonObject) => JsonObject,
): boolean {
  const rows = connection.prepare(`SELECT rowid AS id, ${column} AS text FROM ${table} WHERE ${where}`);
  const update = connection.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ?`);
  const changes: { readonly id: number; readonly text: string }[] = [];
  for (const { id, text } of rows.iterate() as Iterable<{ id: number; text: unknown }>) {
    const value = objectSchema.safeParse(parsed(text)).data;
    const changed = value && change(value);
    // Written anew: a name that is there twice is read by SQLite and by JavaScript in different ways.
    if (changed && changed !== value) changes.push({ id, text: JSON.stringify(changed) });
  }
  for (const { id, text } of changes) update.run(text, id);
  return changes.length > 0;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
