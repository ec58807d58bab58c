import type { Handlers } from '../../contract/operations/index.ts';

const notYet = (): Promise<never> => Promise.reject(new Error('not built yet'));

export function queueHandlers(): Pick<
  Handlers,
  | 'queue.get'
  | 'queue.pause'
  | 'queue.resume'
  | 'jobs.pause'
  | 'jobs.resume'
  | 'jobs.setPriority'
  | 'jobs.move'
  | 'jobs.dismiss'
> {
  return {
    'queue.get': notYet,
    'queue.pause': notYet,
    'queue.resume': notYet,
    'jobs.pause': notYet,
    'jobs.resume': notYet,
    'jobs.setPriority': notYet,
    'jobs.move': notYet,
    'jobs.dismiss': notYet,
  };
}
