import { asc, desc, eq, max } from 'drizzle-orm';
import type { JobRepository, StoredJob } from '../../core/ports.ts';
import { jobRow, readJob, type JobRow } from './jobRow.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { audioJobs, takes } from './schema.ts';
import { takeRow } from './takeRow.ts';

export function createJobRepository({ database, onBadRow }: RepositoryParts): JobRepository {
  const read = (row: JobRow): StoredJob | undefined => readJob(row, onBadRow);
  const save = (job: StoredJob): void => {
    const { id, ...row } = jobRow(job);
    database.update(audioJobs).set(row).where(eq(audioJobs.id, id)).run();
  };
  return {
    get: (id) => {
      const row = database.select().from(audioJobs).where(eq(audioJobs.id, id)).get();
      return row && read(row);
    },
    list: ({ status, limit }) =>
      database
        .select()
        .from(audioJobs)
        .where(status && eq(audioJobs.status, status))
        .orderBy(desc(audioJobs.createdAt), desc(audioJobs.position))
        .limit(limit)
        .all()
        .flatMap((row) => read(row) ?? []),
    withStatus: (status) =>
      database
        .select()
        .from(audioJobs)
        .where(eq(audioJobs.status, status))
        .orderBy(asc(audioJobs.position))
        .all()
        .flatMap((row) => read(row) ?? []),
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
    nextPosition: () =>
      (database
        .select({ last: max(audioJobs.position) })
        .from(audioJobs)
        .get()?.last ?? 0) + 1,
  };
}
