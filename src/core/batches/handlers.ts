import type { Batch } from '../../contract/batches.ts';
import { AppError } from '../../contract/errors.ts';
import type { BatchId } from '../../contract/ids.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import type { Events } from '../events.ts';
import type { CreateConvertJobParts } from '../jobs/createConvertJob.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { TimeLeft } from '../jobs/queueFigures.ts';
import type { CorePorts } from '../ports.ts';
import { batchView } from './batchView.ts';
import { createBatch } from './createBatch.ts';
import { BatchIntake } from './intake.ts';
import type { StoredBatch } from './ports.ts';
import { createTellBatches } from './tellBatches.ts';

type BatchHandlers = Pick<
  Handlers,
  | 'batches.create'
  | 'batches.list'
  | 'batches.get'
  | 'batches.items'
  | 'batches.pause'
  | 'batches.resume'
  | 'batches.cancel'
  | 'batches.retry'
>;

export type BatchParts = Omit<CreateConvertJobParts, 'ports'> & {
  readonly ports: CreateConvertJobParts['ports'] &
    Pick<CorePorts, 'batches' | 'audioFolders' | 'uploads' | 'clock' | 'log'>;
  readonly events: Events;
  readonly queue: Pick<JobQueue, 'wake' | 'awaitsWord' | 'cancelBatch' | 'pauseBatch' | 'resumeBatch' | 'retryBatch'>;
  readonly timeLeft: Pick<TimeLeft, 'ofBatch'>;
};

export type Batches = {
  readonly handlers: BatchHandlers;
  /** Goes on taking in what was brought. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

export function createBatches(parts: BatchParts): Batches {
  const { ports, queue } = parts;
  const { batches } = ports;
  const get = (id: BatchId): StoredBatch => {
    const batch = batches.get(id);
    if (!batch) throw new AppError('BATCH_UNKNOWN', { id });
    return batch;
  };
  const view = (batch: StoredBatch): Batch => batchView({ ...parts, obstacle: () => intake.obstacle }, batch);
  const telling = createTellBatches({
    clock: ports.clock,
    log: ports.log,
    events: parts.events,
    view: (id) => {
      const batch = batches.get(id);
      return batch && view(batch);
    },
  });
  const intake = new BatchIntake({
    ...parts,
    onMade: () => {
      queue.wake();
    },
    isHeld: () => queue.awaitsWord,
    onChange: (id) => {
      telling.changed(id);
    },
  });
  parts.events.subscribe((event) => {
    if (event.name === 'queue.changed' && intake.isHeldBack && !queue.awaitsWord) intake.wake();
  });
  /** Tells and gives a batch as it is after a change. */
  const changed = (id: BatchId): Promise<Batch> => {
    telling.changed(id);
    return Promise.resolve(view(get(id)));
  };

  return {
    start: () => {
      intake.start();
    },
    stop: async () => {
      telling.stop();
      await intake.stop();
    },
    handlers: {
      'batches.create': async (request) => {
        const { id } = await createBatch(parts, request);
        intake.wake();
        return changed(id);
      },
      'batches.list': (filter) => Promise.resolve(batches.list(filter).map(view)),
      'batches.get': ({ batchId }) => Promise.resolve(view(get(batchId))),
      'batches.items': ({ batchId, ...filter }) => Promise.resolve(batches.items(get(batchId).id, filter)),
      // The batch first, the jobs then: what is made in between comes out as the batch says.
      'batches.pause': ({ batchId }) => {
        batches.save({ ...get(batchId), isPaused: true });
        queue.pauseBatch(batchId);
        return changed(batchId);
      },
      'batches.resume': ({ batchId }) => {
        batches.save({ ...get(batchId), isPaused: false });
        queue.resumeBatch(batchId);
        return changed(batchId);
      },
      'batches.cancel': ({ batchId }) => {
        const cancelledAt = new Date(ports.clock.nowMs()).toISOString();
        batches.save({ ...get(batchId), cancelledAt, isPaused: false });
        batches.cancelWaiting(batchId);
        queue.cancelBatch(batchId);
        return changed(batchId);
      },
      'batches.retry': ({ batchId }) => {
        batches.save({ ...get(batchId), cancelledAt: null, isPaused: false });
        batches.reopen(batchId);
        queue.retryBatch(batchId);
        intake.wake();
        return changed(batchId);
      },
    },
  };
}
