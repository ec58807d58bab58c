import type { Job } from '../../contract/jobs.ts';
import type { StoredJob } from '../ports.ts';

/** A job as people and programs see it. */
export function jobView(job: StoredJob, estimateSec: number | null): Job {
  return {
    id: job.id,
    kind: job.kind,
    status: job.status,
    recordingId: job.recordingId,
    recordingName: job.recordingName,
    voiceId: job.voiceId,
    takeId: job.takeId,
    batchId: job.batchId,
    priority: job.priority,
    isPaused: job.isPaused,
    isDismissed: job.isDismissed,
    position: job.position,
    settings: job.recipe.settings,
    exportFormat: job.exportTo?.format ?? null,
    durationSec: job.durationSec,
    estimateSec,
    device: job.device,
    progress: job.progress,
    error: job.error,
    notices: [...job.notices],
    outputPath: job.outputPath,
    stages: [...job.stages],
    createdAt: job.createdAt,
    startedAt: job.startedAt,
    endedAt: job.endedAt,
  };
}
