import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { jobIdSchema, type JobId } from '../../contract/ids.ts';
import type { LogPort } from '../../core/ports.ts';
import { tailLines } from './tailLines.ts';

export type JobLogsOptions = {
  /** Jobs whose logs are kept, the newest. */
  readonly mostJobs?: number;
  /** A log beyond this becomes `<job>.1.jsonl`, bytes; so none takes more than about twice as much. */
  readonly mostBytes?: number;
};

export type JobLogs = {
  /** The program's log; what it tells of a job also stands in the job's own. */
  readonly log: LogPort;
  read(jobId: JobId): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** Deletes the logs of the oldest jobs beyond those that are kept. */
  sweep(): Promise<void>;
};

const usualMostJobs = 1000;
const usualMostBytes = 256 * 1024;
const mostReadLines = 1000;
const longestLine = 8 * 1024;
/** So many new jobs may come before old ones' logs go. */
const sweepEvery = 100;

/**
 * A file for each job, `<folder>/<job>.jsonl`, to which the queue and the inference host (workers/jobLog.ts) both append:
 * created, begun, stages, device, interruptions, deaths of the host, end. A log that cannot be written stops nothing.
 */
export function createJobLogs(folder: string, log: LogPort, options: JobLogsOptions = {}): JobLogs {
  const { mostJobs = usualMostJobs, mostBytes = usualMostBytes } = options;
  const fileOf = (jobId: JobId, suffix = ''): string => path.join(folder, `${jobId}${suffix}.jsonl`);
  let newCount = 0;

  const append = (facts: Readonly<Record<string, unknown>>): void => {
    const jobId = jobIdSchema.safeParse(facts['jobId']).data;
    if (jobId === undefined) return;
    try {
      mkdirSync(folder, { recursive: true });
      const file = fileOf(jobId);
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) renameSync(file, fileOf(jobId, '.1'));
      const line = { time: new Date().toISOString(), ...facts };
      const text = JSON.stringify(line);
      appendFileSync(file, `${text.length > longestLine ? JSON.stringify(cut(line)) : text}\n`);
    } catch {
      // See above.
    }
  };
  const sweepAll = async (): Promise<void> => {
    const names = (await readdir(folder).catch(() => [])).filter((name) => isJobLog(name));
    if (names.length <= mostJobs) return;
    const aged = await Promise.all(
      names.map(async (name) => ({
        name,
        ms: (await stat(path.join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0,
      })),
    );
    const old = aged.sort((a, b) => b.ms - a.ms).slice(mostJobs);
    await Promise.all(old.map(({ name }) => rm(path.join(folder, name), { force: true })));
  };
  // What cannot be deleted now is tried again with the next sweep.
  const sweep = (): Promise<void> => sweepAll().catch(() => undefined);
  return {
    log: {
      info(event, facts = {}) {
        log.info(event, facts);
        append({ ...facts, event: event.replace(/^job\./, ''), source: 'queue' });
        if (event === 'job.created' && ++newCount % sweepEvery === 0) void sweep();
      },
      error(id, error, facts = {}) {
        log.error(id, error, facts);
        // Its whole story stands in app.jsonl under the id.
        const kind = error instanceof Error ? { error: error.name, ...codeOf(error) } : {};
        append({ ...facts, event: 'error', source: 'queue', id, ...kind });
      },
    },
    read: async (jobId) => {
      const files = [fileOf(jobId, '.1'), fileOf(jobId)];
      const parts = await Promise.all(files.map((file) => tailLines(file, 2 * mostBytes)));
      return parts.flat().slice(-mostReadLines);
    },
    sweep,
  };
}

function isJobLog(name: string): boolean {
  return jobIdSchema.safeParse(name.replace(/(\.1)?\.jsonl$/, '')).success;
}

function codeOf(error: Error): { readonly code?: string } {
  return 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
}

function cut({ time, jobId, event }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { time, jobId, event, isCut: true };
}
