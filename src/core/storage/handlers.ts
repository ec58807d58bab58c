import type { Handlers } from '../../contract/operations/index.ts';

const notYet = (): Promise<never> => Promise.reject(new Error('not built yet'));

export function storageHandlers(): Pick<
  Handlers,
  | 'storage.usage'
  | 'storage.work'
  | 'storage.clear'
  | 'storage.clearOut'
  | 'storage.move'
  | 'storage.stop'
  | 'storage.backUp'
  | 'storage.inspectBackup'
  | 'storage.restore'
> {
  return {
    'storage.usage': notYet,
    'storage.work': notYet,
    'storage.clear': notYet,
    'storage.clearOut': notYet,
    'storage.move': notYet,
    'storage.stop': notYet,
    'storage.backUp': notYet,
    'storage.inspectBackup': notYet,
    'storage.restore': notYet,
  };
}
