import { describe, expect, it } from 'vitest';
import type { HistoryEntry, HistoryPage } from '../../../contract/history.ts';
import { filterOf, wholeHistory } from './historyStore.ts';
import { joinTimes } from './joinTimes.ts';
import { joinPages } from './useHistory.ts';

const entry = (id: string, change: Partial<HistoryEntry> = {}) => ({ id, removedAt: null, ...change }) as HistoryEntry;
const page = (...entries: HistoryEntry[]): HistoryPage => ({ entries, next: null, total: entries.length });
const ids = (entries: readonly HistoryEntry[]) => entries.map(({ id }) => id);

describe('the pages of the history', () => {
  it('show what is new first and no take twice', () => {
    expect(
      ids(joinPages(page(entry('new'), entry('a')), [page(entry('a'), entry('b')), page(entry('c'))], false)),
    ).toEqual(['new', 'a', 'b', 'c']);
  });

  it('show a take as it is now, and none that went into the bin meanwhile', () => {
    const starred = entry('a', { isStarred: true });
    const [first] = joinPages(page(starred), [page(entry('a'), entry('b', { removedAt: '2026-11-22' }))], false);
    expect(first).toBe(starred);
    expect(ids(joinPages(undefined, [page(entry('b', { removedAt: '2026-11-22' }))], false))).toEqual([]);
    expect(ids(joinPages(undefined, [page(entry('b', { removedAt: '2026-11-22' }))], true))).toEqual(['b']);
  });
});

describe('the filter of the history', () => {
  const now = new Date(2026, 10, 22, 15, 30);

  it('asks for nothing that was not chosen', () => {
    expect(filterOf(wholeHistory, now)).toEqual({ words: '', isRemoved: false });
  });

  it('counts days from midnight, today included', () => {
    expect(filterOf({ ...wholeHistory, time: 'today' }, now).from).toBe(new Date(2026, 10, 22).toISOString());
    expect(filterOf({ ...wholeHistory, time: 'week' }, now).from).toBe(new Date(2026, 10, 16).toISOString());
  });
});

describe('two takes at one position', () => {
  it('run alike where both keep the time of the recording', () => {
    expect(joinTimes([], [])).toEqual([]);
  });

  it('meet at the same word where one of them, or both, have a time of their own', () => {
    const slow = [
      [0, 0],
      [20, 10],
    ] as const;
    expect(joinTimes(slow, [])).toEqual([
      [0, 0],
      [10, 20],
    ]);
    expect(joinTimes([], slow)).toEqual([
      [0, 0],
      [20, 10],
    ]);
    expect(joinTimes(slow, slow)).toEqual([
      [0, 0],
      [20, 20],
    ]);
  });
});
