import type { Handlers } from '../../contract/operations/index.ts';
import { createConvertJob, type CreateConvertJobParts } from './createConvertJob.ts';
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
    'jobs.list': (filter) => Promise.resolve(store.list(filter).map((job) => store.view(job))),
    'jobs.get': ({ jobId }) => Promise.resolve(store.view(store.get(jobId))),
    'jobs.cancel': ({ jobId }) => Promise.resolve(store.view(queue.cancel(jobId))),
    'jobs.retry': ({ jobId }) => Promise.resolve(store.view(queue.retry(jobId))),
  };
}
