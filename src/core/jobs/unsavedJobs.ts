import { toEnvelope } from '../../contract/errors.ts';
import type { JobId } from '../../contract/ids.ts';
import type { LogPort, StoredJob } from '../ports.ts';

/** Jobs whose latest change could not be saved yet; what is here is newer than its row. */
export class UnsavedJobs {
  readonly #jobs = new Map<JobId, StoredJob>();
  readonly #log: LogPort;

  constructor(log: LogPort) {
    this.#log = log;
  }

  get isEmpty(): boolean {
    return this.#jobs.size === 0;
  }

  get(id: JobId): StoredJob | undefined {
    return this.#jobs.get(id);
  }

  list(): StoredJob[] {
    return [...this.#jobs.values()];
  }

  add(job: StoredJob): void {
    this.#jobs.set(job.id, job);
  }

  /** Saves what can be saved. @throws AppError DATABASE_READ_ONLY */
  saveAll(save: (job: StoredJob) => void): void {
    for (const job of this.list()) {
      try {
        save(job);
        this.#jobs.delete(job.id);
      } catch (error) {
        const { code } = toEnvelope(error);
        if (code === 'DATABASE_READ_ONLY') {
          this.#jobs.delete(job.id);
          throw error;
        }
        this.#log.info('job.unsaved', { jobId: job.id, code });
      }
    }
  }

  /** Before rows are changed where they lie: all must be saved. @throws AppError DISK_FULL, DATABASE_READ_ONLY */
  flush(save: (job: StoredJob) => void): void {
    for (const job of this.list()) {
      save(job);
      this.#jobs.delete(job.id);
    }
  }
}
