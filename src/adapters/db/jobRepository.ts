import { asc, desc, eq, max } from 'drizzle-orm';
import { priorities } from '../../contract/jobs.ts';
import type { JobRepository, StoredJob } from '../../core/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { audioJobs, takes } from './schema.ts';
import { jobParamsSchema, readRow, storedJobSchema } from './storedSchemas.ts';
import { takeRow } from './takeRepository.ts';

type Row = typeof audioJobs.$inferSelect;

export function createJobRepository({ database, onBadRow }: RepositoryParts): JobRepository {
  const read = (row: Row): StoredJob | undefined => readRow(storedJobSchema, row, () => jobOf(row), onBadRow);
  const save = (job: StoredJob): void => {
    const { id, ...row } = rowOf(job);
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
        transaction.insert(audioJobs).values(rowOf(job)).run();
        transaction.insert(takes).values(takeRow(take)).run();
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

function rowOf(job: StoredJob): typeof audioJobs.$inferInsert {
  const { recordingName, recipe, exportTo, voiceId, priority, progress, error, notices, stages, ...columns } = job;
  return {
    ...columns,
    modelId: voiceId,
    priority: priorities.indexOf(priority) - 1,
    converterId: recipe.converterId,
    workSec: stages.reduce((sum, { seconds }) => sum + seconds, 0),
    errorCode: error?.code ?? null,
    progress: progress?.overallRatio ?? 0,
    paramsJson: JSON.stringify({ recordingName, recipe, exportTo }),
    progressJson: progress && JSON.stringify(progress),
    errorJson: error && JSON.stringify(error),
    noticesJson: JSON.stringify(notices),
    stagesJson: JSON.stringify(stages),
  };
}

function jobOf(row: Row): unknown {
  return {
    ...row,
    ...jobParamsSchema.parse(JSON.parse(row.paramsJson)),
    voiceId: row.modelId,
    priority: priorities[row.priority + 1],
    progress: row.progressJson === null ? null : JSON.parse(row.progressJson),
    error: row.errorJson === null ? null : JSON.parse(row.errorJson),
    notices: JSON.parse(row.noticesJson),
    stages: JSON.parse(row.stagesJson),
  };
}
