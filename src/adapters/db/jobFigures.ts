import { and, count, desc, eq, gte, sql } from 'drizzle-orm';
import type { JobFiguresPort } from '../../core/jobs/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { audioJobs, recordings } from './schema.ts';
import { stageMeasuresSchema } from './storedSchemas.ts';

const isAnalysed = sql<number>`json_extract(${recordings.analysisJson}, '$.state') = 'ready'`;

/** Sums over the jobs, made by the database: no row of the queue is read for them. */
export function createJobFigures({ database, onBadRow }: RepositoryParts): JobFiguresPort {
  const countOf = (status: 'queued' | 'processing' | 'failed', isDismissed?: boolean): number =>
    database
      .select({ count: count() })
      .from(audioJobs)
      .where(
        and(
          eq(audioJobs.status, status),
          isDismissed === undefined ? undefined : eq(audioJobs.isDismissed, isDismissed),
        ),
      )
      .get()?.count ?? 0;
  return {
    counts: () => ({
      queued: countOf('queued'),
      processing: countOf('processing'),
      needsYou: countOf('failed', false),
    }),
    waiting: (batchId) =>
      database
        .select({
          converterId: audioJobs.converterId,
          jobCount: count(),
          audioSec: sql<number>`sum(${audioJobs.durationSec})`,
          unanalysedSec: sql<number>`sum(CASE WHEN ${isAnalysed} THEN 0 ELSE ${audioJobs.durationSec} END)`,
        })
        .from(audioJobs)
        .innerJoin(recordings, eq(recordings.id, audioJobs.recordingId))
        .where(
          and(eq(audioJobs.status, 'queued'), eq(audioJobs.isPaused, false), batchId && eq(audioJobs.batchId, batchId)),
        )
        .groupBy(audioJobs.converterId)
        .all(),
    countWaiting: (most) =>
      database
        .select({ id: audioJobs.id })
        .from(audioJobs)
        .where(and(eq(audioJobs.status, 'queued'), eq(audioJobs.isPaused, false)))
        .limit(most)
        .all().length,
    isAnalysed: (recordingId) =>
      database.select({ is: isAnalysed }).from(recordings).where(eq(recordings.id, recordingId)).get()?.is === 1,
    finished: (since, limit) =>
      database
        .select({
          id: audioJobs.id,
          converterId: audioJobs.converterId,
          device: audioJobs.device,
          stagesJson: audioJobs.stagesJson,
        })
        .from(audioJobs)
        .where(and(gte(audioJobs.endedAt, since), eq(audioJobs.status, 'completed')))
        .orderBy(desc(audioJobs.endedAt))
        .limit(limit)
        .all()
        .flatMap(({ id, stagesJson, ...work }) => {
          try {
            return { ...work, stages: stageMeasuresSchema.parse(JSON.parse(stagesJson)) };
          } catch (error) {
            onBadRow(id, String(error));
            return [];
          }
        }),
  };
}
