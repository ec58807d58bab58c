import type Database from 'better-sqlite3';

/** An id of a copied row that can be told in SQL, of the number `n`. */
export function copiedId(kind: string): string {
  return `printf('${kind}%06x-0000-4000-8000-%012x', n, n)`;
}

/**
 * Copies the only row of a table for every number `n` from 1; `change` says what differs, in SQL.
 * @param groupSize so many rows in turn have the same `groupIndex`, counted from 0
 */
export function copyRow(
  connection: Database.Database,
  table: string,
  { count, groupSize = 1 }: { readonly count: number; readonly groupSize?: number },
  change: Readonly<Record<string, string>>,
): void {
  const columns = connection.pragma(`table_info(${table})`) as readonly { readonly name: string }[];
  const names = columns.map(({ name }) => name);
  const values = names.map((name) => change[name] ?? `one.${name}`);
  connection.exec(`
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${String(count)}),
      places AS (SELECT n, (n - 1) / ${String(groupSize)} AS groupIndex FROM numbers),
      one AS MATERIALIZED (SELECT * FROM ${table} LIMIT 1)
    INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM places, one`);
}
