import type { Batch } from '../../../contract/batches.ts';
import type { HistoryEntry } from '../../../contract/history.ts';
import { priorities, type Job } from '../../../contract/jobs.ts';

/** What waits for its turn: a job, or a batch, which stands where the next of its files stands. */
export type InLine =
  { readonly kind: 'job'; readonly job: Job } | { readonly kind: 'batch'; readonly batch: Batch; readonly next: Job };

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
  /** As it will be begun. */
  readonly line: readonly InLine[];
  /** The first of all waiting jobs, those of batches included. */
  readonly front: readonly Job[];
  readonly failed: readonly Job[];
  readonly finished: readonly HistoryEntry[];
  /** ISO time of midnight. */
  readonly today: string;
};

/** The job by which something in the line has its place. */
export function jobOf(one: InLine): Job {
  return one.kind === 'job' ? one.job : one.next;
}

export function keyOfInLine(one: InLine): string {
  return one.kind === 'job' ? one.job.id : one.batch.id;
}

function compareTurns(a: Job, b: Job): number {
  return priorities.indexOf(b.priority) - priorities.indexOf(a.priority) || a.position - b.position;
}

/**
 * Everything that waits, as it will be begun.
 * @param singles waiting jobs of no batch
 * @param nextFiles of batches that have files waiting, the first of these each
 */
export function lineOf(
  singles: readonly Job[],
  batches: readonly Batch[],
  nextFiles: readonly Job[],
): readonly InLine[] {
  const ofBatches = batches.flatMap((batch): InLine[] => {
    const next = nextFiles.find(({ batchId }) => batchId === batch.id);
    return next && batch.state !== 'done' ? [{ kind: 'batch', batch, next }] : [];
  });
  return [...singles.map((job): InLine => ({ kind: 'job', job })), ...ofBatches].sort((a, b) =>
    compareTurns(jobOf(a), jobOf(b)),
  );
}

function waitsFor(job: Job, index: number, { running, line, front }: NowLists): WaitsFor {
  const at = front.findIndex(({ id }) => id === job.id);
  const [first] = running;
  if (at === 0 || (at === -1 && index === 0 && front.length === 0)) {
    return first ? { kind: 'job', name: first.recordingName } : { kind: 'nothing' };
  }
  const above = line[index - 1];
  const before = at > 0 ? front[at - 1] : above && jobOf(above);
  return before?.batchId === null ? { kind: 'job', name: before.recordingName } : { kind: 'batch' };
}

/**
 * Everything in its order: what runs, batches of which no file waits (all are being opened or sung), what waits, what needs
 * somebody, what was finished today.
 */
export function nowRows(lists: NowLists): readonly NowRow[] {
  const { running, batches, line, front, failed, finished, today } = lists;
  const waiting = new Set(line.map(keyOfInLine));
  const atWork = batches.filter(({ id, state }) => state !== 'done' && !waiting.has(id));
  const done = batches.filter(({ state, createdAt }) => state === 'done' && createdAt >= today);
  const toRow = (batch: Batch): NowRow => ({ kind: 'batch', batch, isNext: front[0]?.batchId === batch.id });
  return [
    ...running.map((job): NowRow => ({ kind: 'running', job })),
    ...atWork.map(toRow),
    ...line.map((one, index): NowRow =>
      one.kind === 'batch'
        ? toRow(one.batch)
        : { kind: 'waiting', job: one.job, after: waitsFor(one.job, index, lists) },
    ),
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
