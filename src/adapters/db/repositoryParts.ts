import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';

/** What every repository is made from. */
export type RepositoryParts = {
  readonly database: BetterSQLite3Database;
  /** A row was left out because it does not hold what it should. */
  readonly onBadRow: (id: string, reason: string) => void;
};
