import { count, desc, eq, lt, lte } from 'drizzle-orm';
import { networkEntrySchema } from '../../contract/network.ts';
import type { LedgerPort } from '../../core/observability/ports.ts';
import type { LedgerRows } from '../network/ledgerLine.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { networkRequests } from './schema.ts';

export type LedgerRepository = LedgerRows &
  Pick<LedgerPort, 'list' | 'count'> & {
    /** What an earlier run of the program left open did not end well. */
    closeOpen(): void;
  };

/** The newest are kept. */
const usualMost = 100_000;

/** @param most entries that are kept */
export function createLedgerRepository(
  { database }: Pick<RepositoryParts, 'database'>,
  most: number = usualMost,
): LedgerRepository {
  return {
    add: (entry) => {
      const { id } = database.insert(networkRequests).values(entry).returning({ id: networkRequests.id }).get();
      database
        .delete(networkRequests)
        .where(lte(networkRequests.id, id - most))
        .run();
      return { ...entry, id };
    },
    save: ({ id, ...entry }, isLast) => {
      // Without waiting for the disk while bytes come: this is the thread that answers the window.
      if (!isLast) database.run('PRAGMA synchronous = NORMAL');
      try {
        database.update(networkRequests).set(entry).where(eq(networkRequests.id, id)).run();
      } finally {
        if (!isLast) database.run('PRAGMA synchronous = FULL');
      }
    },
    list: ({ before, limit }) =>
      database
        .select()
        .from(networkRequests)
        .where(before === undefined ? undefined : lt(networkRequests.id, before))
        .orderBy(desc(networkRequests.id))
        .limit(limit)
        .all()
        // One that a newer version wrote for a reason of its own is not shown by this one.
        .flatMap((row) => networkEntrySchema.safeParse(row).data ?? []),
    count: () => database.select({ value: count() }).from(networkRequests).get()?.value ?? 0,
    closeOpen: () => {
      database.update(networkRequests).set({ state: 'failed' }).where(eq(networkRequests.state, 'open')).run();
    },
  };
}
