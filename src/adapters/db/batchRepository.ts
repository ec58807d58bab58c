import { and, asc, count, desc, eq, exists, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  batchItemSchema,
  batchItemStatuses,
  batchRequestSchema,
  fileFaults,
  type BatchItemStatus,
} from '../../contract/batches.ts';
import { errorEnvelopeSchema } from '../../contract/errors.ts';
import { batchIdSchema, jobIdSchema } from '../../contract/ids.ts';
import type { BatchRepository, StoredBatch, StoredBatchItem } from '../../core/batches/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { audioJobs, batches, batchItems } from './schema.ts';
import { readRow } from './storedSchemas.ts';

const storedBatchSchema: z.ZodType<StoredBatch> = z.object({
  id: batchIdSchema,
  name: z.string(),
  order: batchRequestSchema.omit({ paths: true, names: true, name: true, batchId: true }),
  sources: z.array(z.object({ path: z.string(), name: z.string().nullable() })),
  isPaused: z.boolean(),
  cancelledAt: z.string().nullable(),
  createdAt: z.string(),
});

const storedItemSchema: z.ZodType<StoredBatchItem> = z.object({
  id: jobIdSchema,
  batchId: batchIdSchema,
  ordinal: z.number(),
  path: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'made', 'failed', 'cancelled']),
  error: errorEnvelopeSchema.nullable(),
});

/** Rows of one statement; SQLite bounds how many values a statement may have. */
const rowsOfOneInsert = 100;
const noSources = '[]';

/** As far as its job is, or its opening where there is none. */
const statusOfItem = sql<BatchItemStatus>`coalesce(${audioJobs.status}, ${batchItems.state})`;

/** A row that cannot be read is none that was refused. */
const isRefused = sql`coalesce(CASE WHEN json_valid(${batchItems.errorJson}) THEN json_extract(${batchItems.errorJson}, '$.code') END, '') IN ${fileFaults}`;

export function createBatchRepository({ database, onBadRow }: RepositoryParts): BatchRepository {
  const readBatch = (row: typeof batches.$inferSelect): StoredBatch | undefined => {
    const value = () => ({ ...row, order: JSON.parse(row.requestJson), sources: JSON.parse(row.sourcesJson) });
    return readRow(storedBatchSchema, row, value, onBadRow);
  };
  const readItem = (row: typeof batchItems.$inferSelect | undefined): StoredBatchItem | undefined =>
    row && readRow(storedItemSchema, row, () => ({ ...row, error: parsed(row.errorJson) }), onBadRow);
  const insertItems = (items: readonly StoredBatchItem[]): void => {
    for (let from = 0; from < items.length; from += rowsOfOneInsert) {
      const rows = items.slice(from, from + rowsOfOneInsert).map(itemRow);
      database.insert(batchItems).values(rows).run();
    }
  };
  const settleMade = (): void => {
    const hasJob = exists(
      database
        .select({ one: sql`1` })
        .from(audioJobs)
        .where(eq(audioJobs.id, batchItems.id)),
    );
    database
      .update(batchItems)
      .set({ state: 'made' })
      .where(and(eq(batchItems.state, 'waiting'), hasJob))
      .run();
  };
  const hasWaiting = exists(
    database
      .select({ one: sql`1` })
      .from(batchItems)
      .where(and(eq(batchItems.batchId, batches.id), eq(batchItems.state, 'waiting'))),
  );
  const isOpen = or(
    and(ne(batches.sourcesJson, noSources), isNull(batches.cancelledAt)),
    hasWaiting,
    exists(
      database
        .select({ one: sql`1` })
        .from(audioJobs)
        .where(and(eq(audioJobs.batchId, batches.id), inArray(audioJobs.status, ['queued', 'processing']))),
    ),
  );
  return {
    get: (id) => {
      const row = database.select().from(batches).where(eq(batches.id, id)).get();
      return row && readBatch(row);
    },
    list: (filter) =>
      database
        .select()
        .from(batches)
        .where(filter.isOpen === undefined ? undefined : filter.isOpen ? isOpen : sql`not (${isOpen})`)
        .orderBy(desc(batches.createdAt), desc(batches.id))
        .limit(filter.limit)
        .all()
        .flatMap((row) => readBatch(row) ?? []),
    create: (batch, items) => {
      database.transaction(() => {
        database.insert(batches).values(batchRow(batch)).run();
        insertItems(items);
      });
    },
    save: (batch) => {
      const { id, ...row } = batchRow(batch);
      database.update(batches).set(row).where(eq(batches.id, id)).run();
    },
    addItems: (items) => {
      database.transaction(() => {
        insertItems(items);
      });
    },
    dropItems: (batchId) => {
      database.delete(batchItems).where(eq(batchItems.batchId, batchId)).run();
    },
    nextUnlisted: () => {
      const rows = database
        .select()
        .from(batches)
        .where(and(ne(batches.sourcesJson, noSources), isNull(batches.cancelledAt)))
        .orderBy(asc(batches.createdAt), asc(batches.id))
        .all();
      return rows.flatMap((row) => readBatch(row) ?? [])[0];
    },
    nextWaiting: () => {
      // First the batch, then its file: all waiting files together would be sorted each time.
      const oldest = database
        .select({ id: batches.id })
        .from(batches)
        .where(and(isNull(batches.cancelledAt), eq(batches.sourcesJson, noSources), hasWaiting))
        .orderBy(asc(batches.createdAt), asc(batches.id))
        .limit(1)
        .get();
      if (!oldest) return undefined;
      const isWaiting = and(eq(batchItems.state, 'waiting'), eq(batchItems.batchId, oldest.id));
      const row = database.select().from(batchItems).where(isWaiting).orderBy(asc(batchItems.ordinal)).limit(1).get();
      return readItem(row);
    },
    item: (id) => readItem(database.select().from(batchItems).where(eq(batchItems.id, id)).get()),
    saveItem: (item) => {
      const { id, ...row } = itemRow(item);
      database.update(batchItems).set(row).where(eq(batchItems.id, id)).run();
    },
    settleMade,
    cancelWaiting: (batchId) => {
      database.transaction(() => {
        settleMade();
        const isWaiting = and(eq(batchItems.batchId, batchId), eq(batchItems.state, 'waiting'));
        database.update(batchItems).set({ state: 'cancelled' }).where(isWaiting).run();
      });
    },
    reopen: (batchId) => {
      const isClosed = and(eq(batchItems.batchId, batchId), inArray(batchItems.state, ['failed', 'cancelled']));
      database.update(batchItems).set({ state: 'waiting', errorJson: null }).where(isClosed).run();
    },
    items: (batchId, { status, offset, limit }) =>
      database
        .select({
          item: batchItems,
          // Not the whole job: its recipe and measures are long, and nobody asks for them here.
          job: { id: audioJobs.id, errorJson: audioJobs.errorJson, outputPath: audioJobs.outputPath },
          status: statusOfItem,
        })
        .from(batchItems)
        .leftJoin(audioJobs, eq(audioJobs.id, batchItems.id))
        .where(and(eq(batchItems.batchId, batchId), status && eq(statusOfItem, status)))
        .orderBy(asc(batchItems.ordinal))
        .limit(limit)
        .offset(offset)
        .all()
        .flatMap(({ item, job, ...row }) => {
          const value = () => ({
            ...item,
            ...row,
            jobId: job?.id ?? null,
            error: parsed(job ? job.errorJson : item.errorJson),
            outputPath: job?.outputPath ?? null,
          });
          return readRow(batchItemSchema, item, value, onBadRow) ?? [];
        }),
    counts: (batchId) => {
      const counts = Object.fromEntries(batchItemStatuses.map((status) => [status, 0])) as Record<
        BatchItemStatus,
        number
      >;
      const ofJobs = database
        .select({ status: audioJobs.status, jobCount: count() })
        .from(audioJobs)
        .where(eq(audioJobs.batchId, batchId))
        .groupBy(audioJobs.status)
        .all();
      for (const { status, jobCount } of ofJobs) counts[status] += jobCount;
      for (const state of ['waiting', 'failed', 'cancelled'] as const) {
        const isInState = and(eq(batchItems.state, state), eq(batchItems.batchId, batchId));
        counts[state] += database.select({ count: count() }).from(batchItems).where(isInState).get()?.count ?? 0;
      }
      return counts;
    },
    outputsIn: (folder) =>
      database
        .select({ path: audioJobs.outputPath })
        .from(audioJobs)
        .where(sql`substr(${audioJobs.outputPath}, 1, length(${folder})) = ${folder}`)
        .all()
        .flatMap(({ path }) => path ?? []),
    awaits: (fileName) => {
      const isOfThatName = sql`substr(${batchItems.path}, -length(${fileName})) = ${fileName}`;
      const mayBeOpened = or(
        inArray(batchItems.state, ['waiting', 'cancelled']),
        and(eq(batchItems.state, 'failed'), sql`not (${isRefused})`),
      );
      const item = database.select({ id: batchItems.id }).from(batchItems).where(and(isOfThatName, mayBeOpened)).get();
      const isListed = sql`instr(${batches.sourcesJson}, ${fileName}) > 0`;
      return (item ?? database.select({ id: batches.id }).from(batches).where(isListed).get()) !== undefined;
    },
    refused: () =>
      database
        .select({ path: batchItems.path })
        .from(batchItems)
        .where(and(eq(batchItems.state, 'failed'), isRefused))
        .all()
        .map(({ path }) => path),
    statuses: (batchId, limit) =>
      database
        .select({ status: statusOfItem })
        .from(batchItems)
        .leftJoin(audioJobs, eq(audioJobs.id, batchItems.id))
        .where(eq(batchItems.batchId, batchId))
        .orderBy(asc(batchItems.ordinal))
        .limit(limit)
        .all()
        .map(({ status }) => status),
  };
}

function batchRow({ order, sources, ...columns }: StoredBatch): typeof batches.$inferInsert {
  return { ...columns, requestJson: JSON.stringify(order), sourcesJson: JSON.stringify(sources) };
}

function itemRow({ error, ...columns }: StoredBatchItem): typeof batchItems.$inferInsert {
  return { ...columns, errorJson: error && JSON.stringify(error) };
}

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}
