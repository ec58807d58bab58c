import { AppError } from '../../contract/errors.ts';
import type { BatchId, JobId } from '../../contract/ids.ts';
import { jobStatuses, type Job, type Progress } from '../../contract/jobs.ts';
import type { Events } from '../events.ts';
import type { CorePorts, StoredJob, StoredTake } from '../ports.ts';
import { factsOfNew, factsOfStep } from './jobFacts.ts';
import { compareTurns, matchesFilter } from './jobOrder.ts';
import { jobView } from './jobView.ts';
import { statusAfter, type JobStep } from './machine.ts';
import type { BatchChange, JobFilter, Side } from './ports.ts';
import { UnsavedJobs } from './unsavedJobs.ts';

export type JobStorePorts = Pick<CorePorts, 'jobs' | 'log'>;

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
  list(filter: JobFilter): StoredJob[];
  /** The queued job whose turn it is: not paused, and none of these. */
  next(except: readonly JobId[]): StoredJob | undefined;
  nextPosition(): number;
  /** Counts every change but progress, so that sums over the jobs need not be made anew. */
  readonly revision: number;
  /** As people and programs see it. */
  view(job: StoredJob): Job;
  /** @throws AppError DISK_FULL or DATABASE_READ_ONLY: what cannot be kept is not accepted. */
  add(job: StoredJob, take: StoredTake): void;
  /**
   * Undefined, and nothing changed, where the job's status does not allow the step.
   * @throws AppError DATABASE_READ_ONLY
   */
  step(id: JobId, step: JobStep, change: JobChange): StoredJob | undefined;
  /** Saves and tells what is no step: its status stays. @throws AppError DATABASE_READ_ONLY */
  change(id: JobId, change: JobChange): StoredJob;
  /** Saves and tells how far a job is. */
  progress(id: JobId, progress: Progress): void;
  /** Right in front of another job or right behind it, with its priority. @throws AppError DISK_FULL, DATABASE_READ_ONLY */
  moveNextTo(id: JobId, otherId: JobId, side: Side): StoredJob;
  /** The last chance for what could not be saved: there may be room by now. */
  saveUnsaved(): void;
  /** All jobs of a batch in one transaction; they are not told one by one. @throws AppError DISK_FULL, DATABASE_READ_ONLY */
  changeBatch(batchId: BatchId, step: JobStep | null, change: Omit<BatchChange, 'from'>): number;
};

/** @param estimateOf seconds of work a job needs in all; null where nothing is known */
export function createJobStore(
  { jobs, log }: JobStorePorts,
  events: Events,
  estimateOf: (job: StoredJob) => number | null,
): JobStore {
  const unsaved = new UnsavedJobs(log);
  let revision = 0;

  const find = (id: JobId): StoredJob | undefined => unsaved.get(id) ?? jobs.get(id);
  const get = (id: JobId): StoredJob => {
    const job = find(id);
    if (!job) throw new AppError('JOB_UNKNOWN', { id });
    return job;
  };
  const view = (job: StoredJob): Job => jobView(job, estimateOf(job));
  const tell = (job: StoredJob): void => {
    events.emit({ name: 'job.changed', payload: view(job) });
  };
  const keep = (job: StoredJob, save: (job: StoredJob) => void): void => {
    unsaved.add(job);
    unsaved.saveAll(save);
  };
  const save = (job: StoredJob): void => {
    jobs.save(job);
  };

  return {
    get,
    find,
    view,
    get revision() {
      return revision;
    },
    list(filter) {
      if (unsaved.isEmpty) return jobs.list(filter);
      const offset = filter.offset ?? 0;
      const whole = { ...filter, offset: 0, limit: offset + filter.limit };
      const saved = jobs.list(whole).filter(({ id }) => !unsaved.get(id));
      const waiting = unsaved.list().filter((job) => matchesFilter(job, filter));
      return [...waiting, ...saved].sort(compareTurns(filter.order)).slice(offset, offset + filter.limit);
    },
    next(except) {
      const saved = jobs.next([...except, ...unsaved.list().map(({ id }) => id)]);
      const waiting = unsaved
        .list()
        .filter(({ id, status, isPaused }) => status === 'queued' && !isPaused && !except.includes(id));
      return [...waiting, ...(saved ? [saved] : [])].sort(compareTurns('queue'))[0];
    },
    nextPosition: () => Math.max(jobs.nextPosition(), ...unsaved.list().map(({ position }) => position + 1)),
    add(job, take) {
      jobs.create(job, take);
      revision++;
      log.info('job.created', factsOfNew(job));
      tell(job);
    },
    step(id, step, change) {
      const job = get(id);
      const status = statusAfter(job.status, step);
      if (!status) return undefined;
      const attemptCount = job.attemptCount + (step === 'start' ? 1 : 0);
      const next: StoredJob = { ...job, ...change, status, attemptCount };
      revision++;
      keep(next, save);
      log.info(`job.${step}`, factsOfStep(next, step));
      tell(next);
      return next;
    },
    change(id, change) {
      const next: StoredJob = { ...get(id), ...change };
      revision++;
      keep(next, save);
      tell(next);
      return next;
    },
    progress(id, progress) {
      const next: StoredJob = { ...get(id), progress };
      // Saved before it is told, so that it never falls, not even for who saw the program die.
      keep(next, (job) => {
        jobs.saveProgress(job);
      });
      tell(next);
    },
    moveNextTo(id, otherId, side) {
      unsaved.flush(save);
      jobs.moveNextTo(id, otherId, side);
      revision++;
      const moved = get(id);
      tell(moved);
      return moved;
    },
    saveUnsaved() {
      try {
        unsaved.saveAll(save);
      } catch (error) {
        // Who leaves, leaves.
        log.error(crypto.randomUUID().slice(0, 8), error);
      }
    },
    changeBatch(batchId, step, change) {
      unsaved.flush(save);
      revision++;
      return jobs.changeBatch(batchId, changeOf(step, change));
    },
  };
}

/** Only a status from which the step is allowed is changed, to where the step leads; without a step, what has not ended. */
function changeOf(step: JobStep | null, change: Omit<BatchChange, 'from'>): BatchChange {
  if (step === null) return { ...change, from: ['queued', 'processing'] };
  const from = jobStatuses.filter((status) => statusAfter(status, step) !== undefined);
  const status = from[0] && statusAfter(from[0], step);
  return { ...change, from, values: status ? { ...change.values, status } : change.values };
}
