import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../contract/batches.ts';
import { priorities, type Job } from '../../../contract/jobs.ts';
import { keyOfInLine, keyOfRow, lineOf, nowRows, type NowLists } from './nowRows.ts';

const job = (id: string, position = 0, more: { readonly batchId?: string; readonly priority?: Job['priority'] } = {}) =>
  ({ batchId: null, priority: 'normal', ...more, id, position, recordingName: `${id}.wav` }) as Job;
const batch = (id: string, state: Batch['state'], createdAt = '2026-11-22T10:00:00.000Z') =>
  ({ id, state, createdAt }) as Batch;
const nothing: NowLists = {
  running: [],
  batches: [],
  line: [],
  front: [],
  failed: [],
  finished: [],
  today: '2026-11-22T00:00:00.000Z',
};
const afterOf = (waiting: readonly Job[], lists: Partial<NowLists>) =>
  nowRows({ ...nothing, line: lineOf(waiting, [], []), ...lists }).flatMap((row) =>
    row.kind === 'waiting' ? [row.after] : [],
  );
const line = (singles: readonly Job[], batches: readonly Batch[], nextFiles: readonly Job[]): string[] =>
  lineOf(singles, batches, nextFiles).map(keyOfInLine);

describe('what waits', () => {
  it('stands as it will be begun: a batch where its next file stands', () => {
    const singles = [job('urgent', 9, { priority: 'high' }), job('a', 1), job('b', 5)];
    const talks = batch('talks', 'queued');
    const at = (position: number, priority: Job['priority'] = 'normal') =>
      line(singles, [talks], [job('file', position, { batchId: 'talks', priority })]);
    expect(at(0)).toEqual(['urgent', 'talks', 'a', 'b']);
    expect(at(3)).toEqual(['urgent', 'a', 'talks', 'b']);
    expect(at(7)).toEqual(['urgent', 'a', 'b', 'talks']);
    expect(at(7, 'high')).toEqual(['talks', 'urgent', 'a', 'b']);
    expect(at(0, 'low')).toEqual(['urgent', 'a', 'b', 'talks']);
  });

  it('has the order of the queue, however jobs and files of batches lie in it', () => {
    const anyJob = fc.record({
      batchId: fc.constantFrom('x', 'y', 'z', null),
      priority: fc.constantFrom(...priorities),
    });
    const batches = ['x', 'y', 'z'].map((id) => batch(id, 'paused'));
    fc.assert(
      fc.property(fc.array(anyJob, { maxLength: 20 }), (some) => {
        const rank = ({ priority }: Pick<Job, 'priority'>): number => -priorities.indexOf(priority);
        const queue = some
          .map(({ batchId, priority }, at) => job(String(at), at, { ...(batchId && { batchId }), priority }))
          .sort((a, b) => rank(a) - rank(b) || a.position - b.position);
        const firsts = queue.filter((one, at) => queue.findIndex(({ batchId }) => batchId === one.batchId) === at);
        const singles = queue.filter(({ batchId }) => batchId === null);
        const nextFiles = firsts.filter(({ batchId }) => batchId !== null);
        const expected = queue.flatMap((one): string[] =>
          one.batchId === null ? [one.id] : nextFiles.includes(one) ? [one.batchId] : [],
        );
        expect(line(singles, batches, nextFiles)).toEqual(expected);
      }),
    );
  });
});

describe('what goes on', () => {
  it('lists what runs, what waits, what needs somebody and what is done, in this order', () => {
    const batches = [
      batch('opening', 'gathering'),
      batch('open', 'queued'),
      batch('done', 'done'),
      batch('yesterday', 'done', '2026-11-21T10:00:00.000Z'),
    ];
    const rows = nowRows({
      ...nothing,
      running: [job('a')],
      batches,
      line: lineOf([job('b', 1), job('d', 3)], batches, [job('file', 2, { batchId: 'open' })]),
      failed: [job('c')],
    });
    const keys = ['a', 'opening', 'b', 'open', 'd', 'needsYou', 'c', 'finishedToday', 'done'];
    expect(rows.map(keyOfRow)).toEqual(keys);
  });

  it('says truly what a job waits for', () => {
    const [b, c] = [job('b', 1), job('c', 3)];
    const file = job('x', 2, { batchId: 'batch' });
    expect(afterOf([b], { front: [b] })).toEqual([{ kind: 'nothing' }]);
    expect(afterOf([b, c], { running: [job('a')], front: [b, c] })).toEqual([
      { kind: 'job', name: 'a.wav' },
      { kind: 'job', name: 'b.wav' },
    ]);
    expect(afterOf([b, c], { front: [b, file, c] })[1]).toEqual({ kind: 'batch' });
    // So many files of a batch come before it that it is not among the first.
    expect(afterOf([b], { front: [file] })).toEqual([{ kind: 'batch' }]);
    expect(afterOf([b, c], { front: [file] })[1]).toEqual({ kind: 'job', name: 'b.wav' });
  });
});
