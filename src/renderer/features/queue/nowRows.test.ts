import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../contract/batches.ts';
import type { Job } from '../../../contract/jobs.ts';
import { keyOfRow, nowRows, type NowLists } from './nowRows.ts';

const job = (id: string, batchId: string | null = null) => ({ id, batchId, recordingName: `${id}.wav` }) as Job;
const batch = (id: string, state: Batch['state'], createdAt = '2026-11-22T10:00:00.000Z') =>
  ({ id, state, createdAt }) as Batch;
const nothing: NowLists = {
  running: [],
  batches: [],
  waiting: [],
  front: [],
  failed: [],
  finished: [],
  today: '2026-11-22T00:00:00.000Z',
};
const afterOf = (lists: Partial<NowLists>) =>
  nowRows({ ...nothing, ...lists }).flatMap((row) => (row.kind === 'waiting' ? [row.after] : []));

describe('what goes on', () => {
  it('lists what runs, batches, what waits, what needs somebody and what is done, in this order', () => {
    const rows = nowRows({
      ...nothing,
      running: [job('a')],
      batches: [batch('open', 'queued'), batch('done', 'done'), batch('yesterday', 'done', '2026-11-21T10:00:00.000Z')],
      waiting: [job('b')],
      failed: [job('c')],
    });
    expect(rows.map(keyOfRow)).toEqual(['a', 'open', 'b', 'needsYou', 'c', 'finishedToday', 'done']);
  });

  it('says truly what a job waits for', () => {
    const [b, c] = [job('b'), job('c')];
    expect(afterOf({ waiting: [b], front: [b] })).toEqual([{ kind: 'nothing' }]);
    expect(afterOf({ running: [job('a')], waiting: [b, c], front: [b, c] })).toEqual([
      { kind: 'job', name: 'a.wav' },
      { kind: 'job', name: 'b.wav' },
    ]);
    expect(afterOf({ waiting: [b, c], front: [b, job('x', 'batch'), c] })[1]).toEqual({ kind: 'batch' });
    // So many files of a batch come before it that it is not among the first.
    expect(afterOf({ waiting: [b], front: [job('x', 'batch')] })).toEqual([{ kind: 'batch' }]);
  });
});
