import { AppError, toEnvelope } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import type { Job, JobStatus, Progress } from '../../contract/jobs.ts';
import type { Events } from '../events.ts';
import type { CorePorts, StoredJob, StoredTake } from '../ports.ts';
import { statusAfter, type JobStep } from './machine.ts';

type JobStorePorts = Pick<CorePorts, 'jobs' | 'log'>;

type JobChange = Partial<Omit<StoredJob, 'id' | 'status' | 'kind'>>;

/**
 * The jobs as the program knows them. Every change of status goes through the table in machine.ts, is
 * saved and told. Where saving fails (a full disk), the change holds in memory and is saved with the next
 * one that succeeds: a job never hangs because the disk is full.
 */
export type JobStore = {
  /** @throws AppError JOB_UNKNOWN */
  get(id: JobId): StoredJob;
  find(id: JobId): StoredJob | undefined;
  list(filter: { readonly status?: JobStatus | undefined; readonly limit: number }): StoredJob[];
  withStatus(status: JobStatus): StoredJob[];
  nextPosition(): number;
  /** @throws AppError DISK_FULL or DATABASE_READ_ONLY: what cannot be kept is not accepted. */
  add(job: StoredJob, take: StoredTake): void;
  /**
   * Undefined, and nothing changed, where the job's status does not allow the step.
   * @throws AppError DATABASE_READ_ONLY
   */
  step(id: JobId, step: JobStep, change: JobChange): StoredJob | undefined;
  /** Saves and tells how far a job is. */
  progress(id: JobId, progress: Progress): void;
};

export function createJobStore({ jobs, log }: JobStorePorts, events: Events): JobStore {
  const unsaved = new Map<JobId, StoredJob>();

  const find = (id: JobId): StoredJob | undefined => unsaved.get(id) ?? jobs.get(id);
  const get = (id: JobId): StoredJob => {
    const job = find(id);
    if (!job) throw new AppError('JOB_UNKNOWN', { id });
    return job;
  };
  const saveAll = (save: (job: StoredJob) => void): void => {
    for (const waiting of [...unsaved.values()]) {
      try {
        save(waiting);
        unsaved.delete(waiting.id);
      } catch (error) {
        const { code } = toEnvelope(error);
        if (code === 'DATABASE_READ_ONLY') {
          unsaved.delete(waiting.id);
          throw error;
        }
        log.info('job.unsaved', { jobId: waiting.id, code });
      }
    }
  };
  const tell = (job: StoredJob): void => {
    events.emit({ name: 'job.changed', payload: jobView(job) });
  };

  return {
    get,
    find,
    list(filter) {
      const saved = jobs.list(filter).filter((job) => !unsaved.has(job.id));
      const waiting = [...unsaved.values()].filter((job) => !filter.status || job.status === filter.status);
      return [...waiting, ...saved]
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.position - a.position)
        .slice(0, filter.limit);
    },
    withStatus(status) {
      const saved = jobs.withStatus(status).filter((job) => !unsaved.has(job.id));
      const waiting = [...unsaved.values()].filter((job) => job.status === status);
      return [...waiting, ...saved].sort((a, b) => a.position - b.position);
    },
    nextPosition: () => Math.max(jobs.nextPosition(), ...[...unsaved.values()].map((job) => job.position + 1)),
    add(job, take) {
      jobs.create(job, take);
      log.info('job.created', factsOfNew(job));
      tell(job);
    },
    step(id, step, change) {
      const job = get(id);
      const status = statusAfter(job.status, step);
      if (!status) return undefined;
      const attemptCount = job.attemptCount + (step === 'start' ? 1 : 0);
      const next: StoredJob = { ...job, ...change, status, attemptCount };
      unsaved.set(id, next);
      saveAll((waiting) => jobs.save(waiting));
      log.info(`job.${step}`, factsOfStep(next, step));
      tell(next);
      return next;
    },
    progress(id, progress) {
      const next: StoredJob = { ...get(id), progress };
      unsaved.set(id, next);
      // Saved before it is told, so that it never falls, not even for who saw the program die.
      saveAll((waiting) => jobs.saveProgress(waiting));
      tell(next);
    },
  };
}

/** What the job's log says of it when it is made: nothing that names the recording or a person. */
function factsOfNew({ id, kind, voiceId, recipe, priority, batchId, inputBytes, durationSec }: StoredJob) {
  return { jobId: id, kind, voiceId, converterId: recipe.converterId, priority, batchId, inputBytes, durationSec };
}

function factsOfStep(job: StoredJob, step: JobStep): Readonly<Record<string, unknown>> {
  const { id: jobId, attemptCount, crashCount, crashChunkCount, device, error } = job;
  switch (step) {
    case 'start':
      return { jobId, attemptCount };
    case 'interrupt':
      return { jobId, attemptCount, crashCount, crashChunkCount };
    case 'fail':
      return { jobId, attemptCount, error };
    case 'complete':
      return { jobId, attemptCount, device };
    case 'cancel':
    case 'retry':
      return { jobId };
  }
}

/** A job as people and programs see it. */
export function jobView(job: StoredJob): Job {
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
    estimateSec: null,
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
