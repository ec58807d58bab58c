import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Batch } from '../../../contract/batches.ts';
import { batchIdSchema, voiceIdSchema } from '../../../contract/ids.ts';
import { queryKeys } from '../session/queries.ts';
import { createListRefresher } from './refreshLists.ts';

const batch: Batch = {
  id: batchIdSchema.parse(crypto.randomUUID()),
  name: 'talks',
  voiceId: voiceIdSchema.parse('deep'),
  settings: {},
  exportFormat: null,
  state: 'processing',
  counts: { waiting: 0, queued: 9000, processing: 1, completed: 999, failed: 0, cancelled: 0 },
  total: 10_000,
  strip: 'c',
  remainingSec: null,
  obstacle: null,
  createdAt: '2026-11-23T00:00:00.000Z',
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('lists are asked for again when thousands of jobs of a batch changed at once, but not for every file that is sung', () => {
  const queries = new QueryClient();
  const asked = vi.spyOn(queries, 'invalidateQueries');
  const lists = createListRefresher(queries);
  queries.setQueryData(queryKeys.batches, [batch]);
  const timesAsked = (change: Partial<Batch>): number => {
    asked.mockClear();
    lists.batchChanged({ ...batch, ...change });
    vi.advanceTimersByTime(1000);
    return asked.mock.calls.filter(([filters]) => filters?.queryKey === queryKeys.lists).length;
  };
  expect(timesAsked({ counts: { ...batch.counts, queued: 8999, completed: 1000 } })).toBe(0);
  expect(timesAsked({ state: 'paused' })).toBe(1);
  expect(timesAsked({ state: 'paused', counts: { ...batch.counts, queued: 8990, failed: 10 } })).toBe(1);
});
