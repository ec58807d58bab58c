import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { MachineFacts, MetricsPort } from '../../core/observability/ports.ts';
import { createLedgerRepository, type LedgerRepository } from './ledgerRepository.ts';
import { createMetricsRepository } from './metricsRepository.ts';
import type { OpenDatabase } from './openDatabase.ts';
import { withTranslatedErrors } from './sqliteErrors.ts';

export type ObservabilityRepositories = {
  readonly metrics: MetricsPort;
  readonly ledger: LedgerRepository;
  readonly database: () => MachineFacts['database'] & { readonly sqliteVersion: string };
};

/** What is told about an open database and by it, throwing AppError only. */
export function createObservabilityRepositories(
  { connection, file, isReadOnly }: Pick<OpenDatabase, 'connection' | 'file' | 'isReadOnly'>,
  nowMs: () => number,
): ObservabilityRepositories {
  const ledger = withTranslatedErrors(createLedgerRepository({ database: drizzle(connection) }), file);
  if (!isReadOnly) ledger.closeOpen();
  return {
    metrics: withTranslatedErrors(createMetricsRepository(connection, nowMs), file),
    ledger,
    database: () => ({
      bytes:
        Number(connection.pragma('page_count', { simple: true })) *
        Number(connection.pragma('page_size', { simple: true })),
      schemaVersion: Number(connection.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get()),
      journalMode: String(connection.pragma('journal_mode', { simple: true })),
      sqliteVersion: String(connection.prepare('SELECT sqlite_version()').pluck().get()),
    }),
  };
}
