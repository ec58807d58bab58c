import { describe, expect, it } from 'vitest';
import type { NetworkEntry } from '../../../contract/network.ts';
import { ledgerCsv, putEntry, type LedgerPages } from './ledger.ts';

const entry = (id: number, more: Partial<NetworkEntry> = {}): NetworkEntry => ({
  id,
  at: '2026-11-22T13:57:00.000Z',
  host: 'files.example',
  reason: 'base-model',
  subject: 'contentvec',
  state: 'open',
  status: null,
  sentBytes: 300,
  receivedBytes: 0,
  ...more,
});
const pages = (...ids: readonly (readonly number[])[]): LedgerPages => ({
  pageParams: ids.map(() => null),
  pages: ids.map((page) => ({ entries: page.map((id) => entry(id)), total: 4 })),
});
const idsOf = (ledger: LedgerPages): number[][] => ledger.pages.map(({ entries }) => entries.map(({ id }) => id));

describe('the ledger in the window', () => {
  it('puts a new request first and counts it', () => {
    const after = putEntry(pages([4, 3], [2, 1]), entry(5));
    expect(idsOf(after)).toEqual([
      [5, 4, 3],
      [2, 1],
    ]);
    expect(after.pages.map(({ total }) => total)).toEqual([5, 5]);
  });

  it('changes a request that is known where it stands', () => {
    const after = putEntry(pages([4, 3], [2, 1]), entry(2, { state: 'answered', status: 200 }));
    expect(idsOf(after)).toEqual([
      [4, 3],
      [2, 1],
    ]);
    expect(after.pages[1]?.entries[0]?.status).toBe(200);
    expect(after.pages.map(({ total }) => total)).toEqual([4, 4]);
  });

  it('is written as CSV that no spreadsheet takes for a formula', () => {
    const csv = ledgerCsv([entry(1, { host: '=cmd()', subject: 'a "b", c', status: 206, receivedBytes: 9 })]);
    expect(csv.split('\r\n')).toEqual([
      'at,host,reason,subject,state,status,sentBytes,receivedBytes',
      `2026-11-22T13:57:00.000Z,'=cmd(),base-model,"a ""b"", c",open,206,300,9`,
      '',
    ]);
  });
});
