import type { Batch } from '../../../contract/batches.ts';
import type { HistoryEntry } from '../../../contract/history.ts';
import type { Job } from '../../../contract/jobs.ts';

/** A line of the list of what goes on. */
export type NowRow =
  | { readonly kind: 'running'; readonly job: Job }
  | { readonly kind: 'batch'; readonly batch: Batch; readonly isNext: boolean }
  | { readonly kind: 'waiting'; readonly job: Job; readonly after: WaitsFor }
  | { readonly kind: 'group'; readonly group: 'needsYou' | 'finishedToday' }
  | { readonly kind: 'failed'; readonly job: Job }
  | { readonly kind: 'finished'; readonly entry: HistoryEntry };

/** What comes before a waiting job. */
export type WaitsFor =
  { readonly kind: 'nothing' } | { readonly kind: 'batch' } | { readonly kind: 'job'; readonly name: string };

export type NowLists = {
  readonly running: readonly Job[];
  readonly batches: readonly Batch[];
  /** Waiting jobs of no batch. */
  readonly waiting: readonly Job[];
  /** The first of all waiting jobs, those of batches included. */
  readonly front: readonly Job[];
  readonly failed: readonly Job[];
  readonly finished: readonly HistoryEntry[];
  /** ISO time of midnight. */
  readonly today: string;
};

function waitsFor(job: Job, index: number, { running, waiting, front }: NowLists): WaitsFor {
  const at = front.findIndex(({ id }) => id === job.id);
  const before = at > 0 ? front[at - 1] : at === -1 ? waiting[index - 1] : undefined;
  if (before) return before.batchId === null ? { kind: 'job', name: before.recordingName } : { kind: 'batch' };
  if (at === -1 && front.length > 0) return { kind: 'batch' };
  const [first] = running;
  return first ? { kind: 'job', name: first.recordingName } : { kind: 'nothing' };
}

/** Everything in its order: what runs, batches, what waits, what needs somebody, what was finished today. */
export function nowRows(lists: NowLists): readonly NowRow[] {
  const { running, batches, waiting, front, failed, finished, today } = lists;
  const open = batches.filter(({ state }) => state !== 'done');
  const done = batches.filter(({ state, createdAt }) => state === 'done' && createdAt >= today);
  const toRow = (batch: Batch): NowRow => ({ kind: 'batch', batch, isNext: front[0]?.batchId === batch.id });
  return [
    ...running.map((job): NowRow => ({ kind: 'running', job })),
    ...open.map(toRow),
    ...waiting.map((job, index): NowRow => ({ kind: 'waiting', job, after: waitsFor(job, index, lists) })),
    ...(failed.length > 0 ? [{ kind: 'group', group: 'needsYou' } as const] : []),
    ...failed.map((job): NowRow => ({ kind: 'failed', job })),
    ...(finished.length + done.length > 0 ? [{ kind: 'group', group: 'finishedToday' } as const] : []),
    ...done.map(toRow),
    ...finished.map((entry): NowRow => ({ kind: 'finished', entry })),
  ];
}

export function keyOfRow(row: NowRow): string {
  switch (row.kind) {
    case 'running':
    case 'waiting':
    case 'failed':
      return row.job.id;
    case 'batch':
      return row.batch.id;
    case 'finished':
      return row.entry.id;
    case 'group':
      return row.group;
  }
}

/** Heights until they were measured, px. */
export const rowPx: Readonly<Record<NowRow['kind'], number>> = {
  running: 112,
  batch: 116,
  waiting: 62,
  group: 38,
  failed: 122,
  finished: 62,
};
