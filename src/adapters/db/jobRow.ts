import { priorities } from '../../contract/jobs.ts';
import type { StoredJob } from '../../core/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import type { audioJobs } from './schema.ts';
import { jobParamsSchema, readRow, storedJobSchema } from './storedSchemas.ts';

export type JobRow = typeof audioJobs.$inferSelect;

/** Undefined, and a line in the log, where the row is no job. */
export function readJob(row: JobRow, onBadRow: RepositoryParts['onBadRow']): StoredJob | undefined {
  return readRow(storedJobSchema, row, () => jobOf(row), onBadRow);
}

export function jobRow(job: StoredJob): typeof audioJobs.$inferInsert {
  const { recordingName, recipe, exportTo, voiceId, priority, progress, error, notices, stages, ...columns } = job;
  return {
    ...columns,
    modelId: voiceId,
    priority: 1 - priorities.indexOf(priority),
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

function jobOf(row: JobRow): unknown {
  return {
    ...row,
    ...jobParamsSchema.parse(JSON.parse(row.paramsJson)),
    voiceId: row.modelId,
    priority: priorities[1 - row.priority],
    progress: row.progressJson === null ? null : JSON.parse(row.progressJson),
    error: row.errorJson === null ? null : JSON.parse(row.errorJson),
    notices: JSON.parse(row.noticesJson),
    stages: JSON.parse(row.stagesJson),
  };
}
