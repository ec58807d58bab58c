import type { InfiniteData } from '@tanstack/react-query';
import type { NetworkEntry } from '../../../contract/network.ts';
import type { Output } from '../../../contract/operations/index.ts';

/** The ledger as far as it was asked for, newest first. */
export type LedgerPages = InfiniteData<Output<'network.list'>, number | null>;

/** The ledger with one entry put in its place; a new one comes first. */
export function putEntry({ pages, pageParams }: LedgerPages, entry: NetworkEntry): LedgerPages {
  const isKnown = pages.some(({ entries }) => entries.some(({ id }) => id === entry.id));
  return {
    pageParams,
    pages: pages.map(({ entries, total }, index) => {
      if (isKnown) return { entries: entries.map((one) => (one.id === entry.id ? entry : one)), total };
      return { entries: index === 0 ? [entry, ...entries] : entries, total: total + 1 };
    }),
  };
}

/** A value as a field of CSV; what a spreadsheet would take for a formula is kept a text. */
function csvField(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const columns = [
  'at',
  'host',
  'reason',
  'subject',
  'state',
  'status',
  'sentBytes',
  'receivedBytes',
] as const satisfies readonly (keyof NetworkEntry)[];

/** The ledger as CSV after RFC 4180, with a line of names first. */
export function ledgerCsv(entries: readonly NetworkEntry[]): string {
  const lines = entries.map((entry) => columns.map((column) => csvField(entry[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}
