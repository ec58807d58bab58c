import type { Batch } from '../../contract/batches.ts';
import type { BatchId } from '../../contract/ids.ts';
import type { Events } from '../events.ts';
import type { ClockPort, LogPort } from '../ports.ts';

const shortestPauseMs = 250;

/** Tells how batches are, each at most four times a second and always as it was left at last. */
export type TellBatches = {
  /** Something of the batch changed. */
  changed(batchId: BatchId): void;
  stop(): void;
};

export function createTellBatches(parts: {
  readonly clock: ClockPort;
  readonly events: Events;
  /** Undefined where there is no such batch any more. */
  readonly view: (batchId: BatchId) => Batch | undefined;
  readonly log: LogPort;
}): TellBatches {
  const { clock, events, view, log } = parts;
  /** Those that were told a moment ago, and whether they changed since. */
  const resting = new Map<BatchId, { hasChanged: boolean; readonly end: () => void }>();

  const tell = (batchId: BatchId): void => {
    const end = clock.after(shortestPauseMs, () => {
      const hasChanged = resting.get(batchId)?.hasChanged === true;
      resting.delete(batchId);
      if (hasChanged) tell(batchId);
    });
    resting.set(batchId, { hasChanged: false, end });
    try {
      const payload = view(batchId);
      if (payload) events.emit({ name: 'batch.changed', payload });
    } catch (error) {
      // Nobody waits for an answer here, and whoever asks for one gets the reason.
      log.error(crypto.randomUUID().slice(0, 8), error, { batchId });
    }
  };

  // Progress alone changes nothing that is told of a batch.
  const known = new Map<string, string>();
  const unsubscribe = events.subscribe(({ name, payload }) => {
    if (name !== 'job.changed' || payload.batchId === null) return;
    const facts = `${payload.status} ${String(payload.isPaused)}`;
    if (known.get(payload.id) === facts) return;
    if (payload.status === 'processing') known.set(payload.id, facts);
    else known.delete(payload.id);
    changed(payload.batchId);
  });
  function changed(batchId: BatchId): void {
    const rest = resting.get(batchId);
    if (rest) rest.hasChanged = true;
    else tell(batchId);
  }

  return {
    changed,
    stop: () => {
      unsubscribe();
      for (const { end } of resting.values()) end();
      resting.clear();
    },
  };
}
