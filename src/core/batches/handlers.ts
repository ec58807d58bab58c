import type { Handlers } from '../../contract/operations/index.ts';

const notYet = (): Promise<never> => Promise.reject(new Error('not built yet'));

export function batchHandlers(): Pick<
  Handlers,
  | 'batches.create'
  | 'batches.list'
  | 'batches.get'
  | 'batches.items'
  | 'batches.pause'
  | 'batches.resume'
  | 'batches.cancel'
  | 'batches.retry'
> {
  return {
    'batches.create': notYet,
    'batches.list': notYet,
    'batches.get': notYet,
    'batches.items': notYet,
    'batches.pause': notYet,
    'batches.resume': notYet,
    'batches.cancel': notYet,
    'batches.retry': notYet,
  };
}
