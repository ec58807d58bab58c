import type { Batch, BatchItemStatus } from '../../contract/batches.ts';
import type { ErrorEnvelope } from '../../contract/errors.ts';
import type { TimeLeft } from '../jobs/queueFigures.ts';
import type { CorePorts } from '../ports.ts';
import type { ItemCounts, StoredBatch } from './ports.ts';

/** Files whose letters are shown. */
const stripLength = 60;

const letters: Readonly<Record<BatchItemStatus, string>> = {
  waiting: 'w',
  queued: 'q',
  processing: 'p',
  completed: 'c',
  failed: 'f',
  cancelled: 'x',
};

export type BatchViewParts = {
  readonly ports: Pick<CorePorts, 'batches'>;
  readonly timeLeft: Pick<TimeLeft, 'ofBatch'>;
  /** Why no file is taken in now, null where nothing stands in the way. */
  readonly obstacle: () => ErrorEnvelope | null;
};

/** A batch as people and programs see it, from sums: a batch of thousands costs as little as one of ten. */
export function batchView({ ports, timeLeft, obstacle }: BatchViewParts, batch: StoredBatch): Batch {
  const counts = ports.batches.counts(batch.id);
  const state = stateOf(batch, counts);
  const isGathering = counts.waiting > 0 || isUnlisted(batch);
  return {
    id: batch.id,
    name: batch.name,
    voiceId: batch.order.voiceId,
    settings: batch.order.settings,
    exportFormat: batch.order.export?.format ?? null,
    state,
    counts,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    strip: ports.batches
      .statuses(batch.id, stripLength)
      .map((status) => letters[status])
      .join(''),
    // What was not opened yet has no length to estimate from.
    remainingSec: state === 'done' ? 0 : isGathering ? null : timeLeft.ofBatch(batch.id),
    obstacle: isGathering ? obstacle() : null,
    createdAt: batch.createdAt,
  };
}

function stateOf(batch: StoredBatch, { waiting, queued, processing }: ItemCounts): Batch['state'] {
  if (waiting + queued + processing === 0 && !isUnlisted(batch)) return 'done';
  if (batch.isPaused) return 'paused';
  if (processing > 0) return 'processing';
  return waiting > 0 || isUnlisted(batch) ? 'gathering' : 'queued';
}

function isUnlisted({ sources, cancelledAt }: StoredBatch): boolean {
  return sources.length > 0 && cancelledAt === null;
}
