import { batchItemStatuses, fileFaults, type BatchItem } from '../../src/contract/batches.ts';
import type { BatchId, JobId } from '../../src/contract/ids.ts';
import type { BatchRepository, ItemCounts, StoredBatch, StoredBatchItem } from '../../src/core/batches/ports.ts';
import type { StoredJob } from '../../src/core/ports.ts';

const isRefused = ({ error }: StoredBatchItem): boolean => fileFaults.some((code) => code === error?.code);

type Kept = {
  readonly jobs: ReadonlyMap<JobId, StoredJob>;
  readonly write: (work: () => void) => void;
};

/** Batches and their files, without a database. */
export function createMemoryBatches({ jobs, write }: Kept): BatchRepository {
  const batches = new Map<BatchId, StoredBatch>();
  const items = new Map<JobId, StoredBatchItem>();
  const itemsOf = (batchId: BatchId): StoredBatchItem[] =>
    structuredClone([...items.values()])
      .filter((item) => item.batchId === batchId)
      .sort((a, b) => a.ordinal - b.ordinal);
  const oldestFirst = (): StoredBatch[] =>
    structuredClone([...batches.values()]).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const viewOf = (item: StoredBatchItem): BatchItem => {
    const job = jobs.get(item.id);
    const { id, name, path } = item;
    const status = job?.status ?? (item.state === 'made' ? 'waiting' : item.state);
    const error = (job ? job.error : item.error) ?? null;
    return { id, name, path, status, jobId: job?.id ?? null, error, outputPath: job?.outputPath ?? null };
  };
  const isOpen = (batch: StoredBatch): boolean =>
    (batch.sources.length > 0 && batch.cancelledAt === null) ||
    itemsOf(batch.id).some((item) => ['waiting', 'queued', 'processing'].includes(viewOf(item).status));
  const settleMade = (): void => {
    for (const item of [...items.values()]) {
      if (item.state === 'waiting' && jobs.has(item.id)) items.set(item.id, { ...item, state: 'made' });
    }
  };
  const change = (
    batchId: BatchId,
    from: readonly StoredBatchItem['state'][],
    state: StoredBatchItem['state'],
  ): void => {
    write(() => {
      for (const item of itemsOf(batchId)) {
        if (from.includes(item.state)) items.set(item.id, { ...item, state, error: null });
      }
    });
  };
  const add = (added: readonly StoredBatchItem[]): void => {
    for (const item of structuredClone(added)) items.set(item.id, item);
  };
  return {
    get: (id) => structuredClone(batches.get(id)),
    list: (filter) =>
      oldestFirst()
        .reverse()
        .filter((batch) => filter.isOpen === undefined || isOpen(batch) === filter.isOpen)
        .slice(0, filter.limit),
    create: (batch, ofBatch) => {
      write(() => {
        batches.set(batch.id, structuredClone(batch));
        add(ofBatch);
      });
    },
    save: (batch) => {
      write(() => batches.set(batch.id, structuredClone(batch)));
    },
    addItems: (added) => {
      write(() => {
        add(added);
      });
    },
    dropItems: (batchId) => {
      write(() => {
        for (const { id } of itemsOf(batchId)) items.delete(id);
      });
    },
    nextUnlisted: () => oldestFirst().find(({ sources, cancelledAt }) => sources.length > 0 && cancelledAt === null),
    nextWaiting: () =>
      oldestFirst()
        .filter(({ sources, cancelledAt }) => sources.length === 0 && cancelledAt === null)
        .flatMap(({ id }) => itemsOf(id))
        .find(({ state }) => state === 'waiting'),
    item: (id) => structuredClone(items.get(id)),
    saveItem: (item) => {
      write(() => items.set(item.id, structuredClone(item)));
    },
    settleMade,
    cancelWaiting: (batchId) => {
      settleMade();
      change(batchId, ['waiting'], 'cancelled');
    },
    reopen: (batchId) => {
      change(batchId, ['failed', 'cancelled'], 'waiting');
    },
    items: (batchId, { status, offset, limit }) =>
      itemsOf(batchId)
        .map(viewOf)
        .filter((item) => status === undefined || item.status === status)
        .slice(offset, offset + limit),
    counts: (batchId) => {
      const views = itemsOf(batchId).map(viewOf);
      const countOf = (status: BatchItem['status']): number => views.filter((item) => item.status === status).length;
      return Object.fromEntries(batchItemStatuses.map((status) => [status, countOf(status)])) as ItemCounts;
    },
    outputsIn: (folder) =>
      [...jobs.values()].flatMap(({ outputPath }) => (outputPath?.startsWith(folder) === true ? [outputPath] : [])),
    awaits: (fileName) =>
      [...items.values()].some(
        (item) =>
          item.path.endsWith(fileName) && item.state !== 'made' && !(item.state === 'failed' && isRefused(item)),
      ) || [...batches.values()].some(({ sources }) => sources.some(({ path }) => path.includes(fileName))),
    refused: () =>
      [...items.values()].filter((item) => item.state === 'failed' && isRefused(item)).map(({ path }) => path),
    statuses: (batchId, limit) =>
      itemsOf(batchId)
        .slice(0, limit)
        .map((item) => viewOf(item).status),
  };
}

function isBefore(a: StoredBatch, b: StoredBatch): boolean {
  return a.createdAt === b.createdAt ? a.id < b.id : a.createdAt < b.createdAt;
}
