import type { Handlers } from '../../contract/operations/index.ts';

const notYet = (): Promise<never> => Promise.reject(new Error('not built yet'));

export function historyHandlers(): Pick<
  Handlers,
  'takes.history' | 'takes.again' | 'takes.compare' | 'takes.star' | 'takes.remove' | 'takes.restore'
> {
  return {
    'takes.history': notYet,
    'takes.again': notYet,
    'takes.compare': notYet,
    'takes.star': notYet,
    'takes.remove': notYet,
    'takes.restore': notYet,
  };
}
