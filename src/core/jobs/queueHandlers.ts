import type { Job } from '../../contract/jobs.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import type { QueueState } from '../../contract/queue.ts';
import type { StoredJob } from '../ports.ts';
import type { Workshop } from './workshop.ts';

type QueueHandlers = Pick<
  Handlers,
  | 'queue.get'
  | 'queue.pause'
  | 'queue.resume'
  | 'jobs.pause'
  | 'jobs.resume'
  | 'jobs.setPriority'
  | 'jobs.move'
  | 'jobs.dismiss'
>;

export function queueHandlers({ store, queue, arrangement, state }: Workshop): QueueHandlers {
  // Within a promise, so that what is refused rejects.
  const viewed = async (work: () => StoredJob): Promise<Job> => Promise.resolve(store.view(work()));
  const stated = async (work: () => void): Promise<QueueState> => {
    work();
    return Promise.resolve(state());
  };
  return {
    'queue.get': () => stated(() => undefined),
    'queue.pause': () => stated(() => void queue.pause()),
    'queue.resume': () => stated(() => void queue.resume()),
    'jobs.pause': ({ jobId }) => viewed(() => arrangement.pause(jobId)),
    'jobs.resume': ({ jobId }) => viewed(() => arrangement.resume(jobId)),
    'jobs.setPriority': ({ jobId, priority }) => viewed(() => arrangement.setPriority(jobId, priority)),
    'jobs.move': ({ jobId, beforeJobId, afterJobId }) =>
      viewed(() => arrangement.move(jobId, beforeJobId, afterJobId ?? null)),
    'jobs.dismiss': ({ jobId }) => viewed(() => arrangement.dismiss(jobId)),
  };
}
