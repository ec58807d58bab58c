import { and, asc, desc, eq, gte, inArray, isNull, lt, max, min, notInArray, sql, type SQL } from 'drizzle-orm';
import type { JobStatus } from '../../contract/jobs.ts';
import type { JobFilter, JobRepository } from '../../core/jobs/ports.ts';
import type { StoredJob } from '../../core/ports.ts';
import { jobRow, readJob, type JobRow } from './jobRow.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { audioJobs, takes } from './schema.ts';
import { takeRow } from './takeRow.ts';

/** Jobs that have a place in the queue. */
const inLine: JobStatus[] = ['queued', 'processing'];
const queueOrder = [asc(audioJobs.priority), asc(audioJobs.position)] as const;
const newestFirst = [desc(audioJobs.createdAt), desc(audioJobs.position)] as const;

export function createJobRepository({ database, onBadRow }: RepositoryParts): JobRepository {
  const read = (row: JobRow): StoredJob | undefined => readJob(row, onBadRow);
  const save = (job: StoredJob): void => {
    const { id, ...row } = jobRow(job);
    database.update(audioJobs).set(row).where(eq(audioJobs.id, id)).run();
  };
  const lastPosition = (): number =>
    database
      .select({ last: max(audioJobs.position) })
      .from(audioJobs)
      .get()?.last ?? 0;
  return {
    get: (id) => {
      const row = database.select().from(audioJobs).where(eq(audioJobs.id, id)).get();
      return row && read(row);
    },
    list: (filter) =>
      database
        .select()
        .from(audioJobs)
        .where(and(...conditionsOf(filter)))
        .orderBy(...(filter.order === 'queue' ? queueOrder : newestFirst))
        .limit(filter.limit)
        .offset(filter.offset ?? 0)
        .all()
        .flatMap((row) => read(row) ?? []),
    next: (except) => {
      const isWaiting = and(eq(audioJobs.status, 'queued'), eq(audioJobs.isPaused, false));
      // More than one, because a row that is no job must not stop the queue.
      const rows = database
        .select()
        .from(audioJobs)
        .where(and(isWaiting, notInArray(audioJobs.id, [...except])))
        .orderBy(...queueOrder)
        .limit(5)
        .all();
      for (const row of rows) {
        const job = read(row);
        if (job) return job;
      }
      return undefined;
    },
    create: (job, take) => {
      database.transaction((transaction) => {
        transaction.insert(audioJobs).values(jobRow(job)).run();
        transaction.insert(takes).values(takeRow(take, job.recordingName)).run();
      });
    },
    save,
    saveProgress: (job) => {
      // Without waiting for the disk, ten times a second, on the thread that answers the window.
      database.run('PRAGMA synchronous = NORMAL');
      try {
        save(job);
      } finally {
        database.run('PRAGMA synchronous = FULL');
      }
    },
    nextPosition: () => lastPosition() + 1,
    moveNextTo: (id, otherId, side) => {
      database.transaction(() => {
        const placeOf = (jobId: string) =>
          database
            .select({ position: audioJobs.position, priority: audioJobs.priority })
            .from(audioJobs)
            .where(eq(audioJobs.id, jobId))
            .get();
        const from = placeOf(id);
        const target = placeOf(otherId);
        if (!from || !target) return;
        const isForward = from.position > target.position;
        const goal = side === 'before' ? target.position : target.position + 1;
        // Everything between the two places makes room by one: the order of all others stays as it is.
        const between = isForward
          ? and(gte(audioJobs.position, goal), lt(audioJobs.position, from.position))
          : and(gte(audioJobs.position, from.position + 1), lt(audioJobs.position, goal));
        database
          .update(audioJobs)
          .set({ position: sql`${audioJobs.position} + ${isForward ? 1 : -1}` })
          .where(and(inArray(audioJobs.status, inLine), between))
          .run();
        const position = isForward ? goal : goal - 1;
        database.update(audioJobs).set({ position, priority: target.priority }).where(eq(audioJobs.id, id)).run();
      });
    },
    changeBatch: (batchId, { from, values, isFresh }) =>
      database.transaction(() => {
        const which = and(eq(audioJobs.batchId, batchId), inArray(audioJobs.status, [...from]));
        const first = isFresh
          ? (database
              .select({ first: min(audioJobs.position) })
              .from(audioJobs)
              .where(which)
              .get()?.first ?? 0)
          : 0;
        const fresh = isFresh
          ? { ...freshColumns, position: sql`${audioJobs.position} + ${lastPosition() + 1 - first}` }
          : {};
        return database
          .update(audioJobs)
          .set({ ...values, ...fresh })
          .where(which)
          .run().changes;
      }),
  };
}

function conditionsOf({ status, batchId, isSingle, isDismissed, order }: JobFilter): (SQL | undefined)[] {
  return [
    status ? eq(audioJobs.status, status) : order === 'queue' ? inArray(audioJobs.status, inLine) : undefined,
    batchId && eq(audioJobs.batchId, batchId),
    isSingle === true ? isNull(audioJobs.batchId) : undefined,
    isDismissed === undefined ? undefined : eq(audioJobs.isDismissed, isDismissed),
  ];
}

/** A job as if it had never been begun; what it rendered lies in its folder and is used. */
const freshColumns = {
  errorCode: null,
  errorJson: null,
  progress: 0,
  progressJson: null,
  noticesJson: '[]',
  stagesJson: '[]',
  workSec: 0,
  outputPath: null,
  endedAt: null,
  crashCount: 0,
  crashChunkCount: 0,
} as const satisfies Partial<typeof audioJobs.$inferInsert>;
