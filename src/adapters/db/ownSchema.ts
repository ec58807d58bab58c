import Database from 'better-sqlite3';
import { applyMigrations } from './migrations.ts';

/** How SQLite itself writes down a table or an index, whatever was typed; a virtual table, view or trigger begins otherwise. */
const tableText = /^CREATE TABLE [^(]*\(/;
const indexText = /^CREATE (?:UNIQUE )?INDEX /;

type Entry = { readonly type: string; readonly sql: string | null };

/**
 * Whether a database holds tables and indexes only, with nothing that is worked out or called while rows are read or written.
 * To be asked before anything else is done with a stranger's file: only its list of contents is read.
 */
export function holdsPlainTables(connection: Database.Database): boolean {
  const entries = connection.prepare('SELECT type, sql FROM sqlite_master').all() as Entry[];
  return entries.every(({ type, sql }) => {
    if (type === 'table') return sql !== null && tableText.test(sql) && !/\bgenerated\b|\bcheck\b/i.test(sql);
    // The index of a primary key has no text.
    return type === 'index' && (sql === null || indexText.test(sql));
  });
}

/** Whether a database that was migrated has the tables, columns and indexes of ours, and no other. */
export function hasOurSchema(connection: Database.Database, migrationsFolder: string): boolean {
  const ours = new Database(':memory:');
  try {
    applyMigrations(ours, migrationsFolder);
    return describe(connection) === describe(ours);
  } finally {
    ours.close();
  }
}

/** Tables with their columns and indexes as text. What SQLite keeps for itself is left out. */
function describe(connection: Database.Database): string {
  const tables = connection
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )
    .pluck()
    .all() as string[];
  const columns = connection.prepare('SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)');
  const indexes = connection.prepare('SELECT name, "unique", origin, partial FROM pragma_index_list(?) ORDER BY name');
  const keys = connection.prepare('SELECT seqno, cid, "desc", coll, "key" FROM pragma_index_xinfo(?) ORDER BY seqno');
  return JSON.stringify(
    tables.map((table) => {
      const listed = indexes.all(table) as { readonly name: string }[];
      return [table, columns.all(table), listed.map((index) => [index, keys.all(index.name)])];
    }),
  );
}
