import { AppError } from '../contract/errors.ts';
import type { JobId } from '../contract/ids.ts';
import type { Job } from '../contract/jobs.ts';
import type { Cantado } from '../adapters/cantado.ts';
import { createWakeUps } from './wakeUps.ts';

/** The part of the program that commands use. */
export type CantadoCalls = Pick<Cantado, 'call' | 'subscribe'>;

function hasEnded(job: Job): boolean {
  return job.status === 'completed' || job.status === 'failed' || job.status === 'cancelled';
}

/**
 * Waits until a job has ended, telling every change. When `stop` fires the job is cancelled and its end awaited.
 */
export async function followJob(
  cantado: CantadoCalls,
  jobId: JobId,
  onChange: (job: Job) => void,
  stop: AbortSignal,
): Promise<Job> {
  const { wake, wait } = createWakeUps();
  let latest: Job | undefined;
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name !== 'job.changed' || event.payload.id !== jobId) return;
    latest = event.payload;
    onChange(latest);
    if (hasEnded(latest)) wake();
  });
  const cancel = (): void => {
    // A job that ended meanwhile cannot be cancelled, and need not be.
    cantado.call('jobs.cancel', { jobId }).then(wake, wake);
  };
  stop.addEventListener('abort', cancel, { once: true });
  try {
    if (stop.aborted) cancel();
    for (;;) {
      const job = await cantado.call('jobs.get', { jobId });
      if (hasEnded(job)) return job;
      if (latest === undefined) onChange(job);
      await wait();
    }
  } finally {
    stop.removeEventListener('abort', cancel);
    unsubscribe();
  }
}

/** @throws AppError why the job has no result: CANCELLED or what made it fail. */
export function assertCompleted(job: Job): void {
  if (job.status === 'completed') return;
  if (job.status === 'failed' && job.error) throw new AppError(job.error.code, job.error.details);
  throw new AppError('CANCELLED', {});
}

/**
 * Asks for work that the program can stop. When `stop` fires the program is told, and the work's own end awaited, so that
 * nothing goes on behind a command that has ended, whichever program does it.
 * @param tell tells the program to stop it
 * @throws AppError CANCELLED where it was stopped before it was asked for, and what the work ends with
 */
export async function untilStopped<T>(
  ask: () => Promise<T>,
  stop: AbortSignal,
  tell: () => Promise<unknown>,
): Promise<T> {
  if (stop.aborted) throw new AppError('CANCELLED', {});
  const onStop = (): void => {
    // Where it cannot be told, the work's end says why.
    tell().catch(() => undefined);
  };
  stop.addEventListener('abort', onStop, { once: true });
  try {
    return await ask();
  } finally {
    stop.removeEventListener('abort', onStop);
  }
}

/** The promise's value, or CANCELLED as soon as `stop` fires. */
export async function unlessStopped<T>(promise: Promise<T>, stop: AbortSignal): Promise<T> {
  let onAbort: () => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      reject(new AppError('CANCELLED', {}));
    };
    if (stop.aborted) onAbort();
    else stop.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    stop.removeEventListener('abort', onAbort);
  }
}
