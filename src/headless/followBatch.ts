import type { Batch, BatchItem } from '../contract/batches.ts';
import type { BatchId } from '../contract/ids.ts';
import type { CantadoCalls } from './followJob.ts';
import { createWakeUps } from './wakeUps.ts';

const pageLength = 100;

export type BatchFollower = {
  readonly onChange: (batch: Batch) => void;
  /** Once for every file, soon after it ended. */
  readonly onEnded: (item: BatchItem) => Promise<void>;
};

/** Files that ended, one way or another. */
export function endedCount({ counts }: Batch): number {
  return counts.completed + counts.failed + counts.cancelled;
}

/**
 * Waits until every file of a batch has ended, telling each. When `stop` fires the batch is cancelled and its end awaited.
 */
export async function followBatch(
  cantado: CantadoCalls,
  batchId: BatchId,
  { onChange, onEnded }: BatchFollower,
  stop: AbortSignal,
): Promise<Batch> {
  const { wake, wait } = createWakeUps();
  const told = new Set<string>();
  /** Files before it were told all. */
  let first = 0;
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name === 'batch.changed' && event.payload.id === batchId) wake();
  });
  const cancel = (): void => {
    cantado.call('batches.cancel', { batchId }).then(wake, wake);
  };
  const tellEnded = async (count: number): Promise<void> => {
    for (let offset = first; told.size < count; offset += pageLength) {
      const page = await cantado.call('batches.items', { batchId, offset, limit: pageLength });
      for (const [index, item] of page.entries()) {
        if (!hasEnded(item)) continue;
        if (offset + index === first) first++;
        if (told.has(item.id)) continue;
        told.add(item.id);
        await onEnded(item);
      }
      if (page.length < pageLength) return;
    }
  };
  stop.addEventListener('abort', cancel, { once: true });
  try {
    if (stop.aborted) cancel();
    for (;;) {
      const batch = await cantado.call('batches.get', { batchId });
      onChange(batch);
      await tellEnded(endedCount(batch));
      if (batch.state === 'done') return batch;
      await wait();
    }
  } finally {
    stop.removeEventListener('abort', cancel);
    unsubscribe();
  }
}

function hasEnded({ status }: BatchItem): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
