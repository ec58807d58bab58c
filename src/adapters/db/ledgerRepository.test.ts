import path from 'node:path';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { createLedgerRepository } from './ledgerRepository.ts';
import { openDatabase } from './openDatabase.ts';

const open = {
  ...{ at: '2026-11-22T10:00:00.000Z', host: 'a.example', reason: 'base-model' as const, subject: 'rmvpe' },
  ...{ state: 'open' as const, status: null, sentBytes: 120, receivedBytes: 0 },
} as const;

function openLedger(most?: number) {
  const migrationsFolder = path.resolve('resources/migrations');
  const database = openDatabase({
    ...{ dataFolder: temporaryFolder(), migrationsFolder, nowMs: Date.now, log: createMemoryLog() },
  });
  onTestFinished(() => {
    database.close();
  });
  const { connection } = database;
  return { ledger: createLedgerRepository({ database: drizzle(connection) }, most), connection };
}

describe('the ledger in the database', () => {
  it('gives entries back exactly, newest first, page by page', () => {
    const { ledger } = openLedger();
    const [first, second, third] = ['a', 'b', 'c'].map((host) => ledger.add({ ...open, host }));
    const done = {
      ...open,
      id: second?.id ?? 0,
      host: 'b',
      state: 'answered' as const,
      status: 206,
      receivedBytes: 5e9,
    };
    ledger.save({ ...done, receivedBytes: 7 }, false);
    ledger.save(done, true);
    expect(ledger.list({ limit: 2 })).toEqual([third, done]);
    expect(ledger.list({ limit: 2, before: done.id })).toEqual([first]);
    expect(ledger.count()).toBe(3);
  });

  it('keeps the newest and forgets the oldest', () => {
    const { ledger } = openLedger(5);
    for (let count = 0; count < 12; count++) ledger.add({ ...open, sentBytes: count });
    expect(ledger.list({ limit: 100 }).map(({ sentBytes }) => sentBytes)).toEqual([11, 10, 9, 8, 7]);
    expect(ledger.count()).toBe(5);
  });

  it('tells of requests that were open when the program ended as failed', () => {
    const { ledger } = openLedger();
    ledger.add(open);
    ledger.add({ ...open, state: 'held-back' });
    ledger.closeOpen();
    expect(ledger.list({ limit: 9 }).map(({ state }) => state)).toEqual(['held-back', 'failed']);
  });

  it('waits for the disk again after bytes were written down without', () => {
    const { ledger, connection } = openLedger();
    ledger.save(ledger.add(open), false);
    expect(connection.pragma('synchronous', { simple: true })).toBe(2);
  });
});
