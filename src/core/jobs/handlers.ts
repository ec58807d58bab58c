import type { Handlers } from '../../contract/operations/index.ts';
import { createConvertJob, type CreateConvertJobParts } from './createConvertJob.ts';
import { jobView } from './jobStore.ts';
import type { JobQueue } from './queue.ts';

type JobHandlers = Pick<Handlers, 'jobs.create' | 'jobs.list' | 'jobs.get' | 'jobs.cancel' | 'jobs.retry'>;

export function jobHandlers(parts: CreateConvertJobParts & { readonly queue: JobQueue }): JobHandlers {
  const { store, queue } = parts;
  return {
    'jobs.create': async (request) => {
      const { id, takeId } = await createConvertJob(parts, request);
      queue.wake();
      return { jobId: id, takeId };
    },
    'jobs.list': ({ status, limit }) => Promise.resolve(store.list({ status, limit }).map(jobView)),
    'jobs.get': ({ jobId }) => Promise.resolve(jobView(store.get(jobId))),
    'jobs.cancel': ({ jobId }) => Promise.resolve(jobView(queue.cancel(jobId))),
    'jobs.retry': ({ jobId }) => Promise.resolve(jobView(queue.retry(jobId))),
  };
}
