import { readFileSync } from 'node:fs';
import path from 'node:path';
import type Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { z } from 'zod';
import { foldText } from '../../contract/foldText.ts';

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })).min(1) });

export type SchemaState =
  { readonly state: 'current' | 'newer' } | { readonly state: 'older' | 'new'; readonly nextTag: string };

function knownMigrations(migrationsFolder: string): readonly { readonly when: number; readonly tag: string }[] {
  const text = readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8');
  return journalSchema.parse(JSON.parse(text)).entries;
}

/** The newest migration that a database has seen. */
export function newestMigration(
  connection: Database.Database,
  migrationsFolder: string,
): { readonly whenMs: number; readonly tag: string } {
  const whenMs = lastApplied(connection) ?? 0;
  return { whenMs, tag: knownMigrations(migrationsFolder).find(({ when }) => when === whenMs)?.tag ?? '' };
}

/** The newest migration that this program knows, ms. */
export function newestKnownMs(migrationsFolder: string): number {
  return Math.max(...knownMigrations(migrationsFolder).map(({ when }) => when));
}

/** How a database's schema stands to the migrations this program knows. */
export function schemaState(connection: Database.Database, migrationsFolder: string): SchemaState {
  const entries = knownMigrations(migrationsFolder);
  const appliedMs = lastApplied(connection);
  const missing = entries.find(({ when }) => when > (appliedMs ?? -Infinity));
  if (missing) return { state: appliedMs === undefined ? 'new' : 'older', nextTag: missing.tag };
  return { state: entries.some(({ when }) => when === appliedMs) ? 'current' : 'newer' };
}

/** Applies what is missing in one transaction: all of it or nothing. Migrations may use `fold_text(name)`. */
export function applyMigrations(connection: Database.Database, migrationsFolder: string): void {
  connection.function('fold_text', { deterministic: true }, (text) => foldText(String(text)));
  migrate(drizzle(connection), { migrationsFolder });
}

function lastApplied(connection: Database.Database): number | undefined {
  const table = connection.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get();
  if (!table) return undefined;
  const when = connection.prepare('SELECT max(created_at) FROM __drizzle_migrations').pluck().get();
  return when === null || when === undefined ? undefined : Number(when);
}
