import type { Handlers } from '../../contract/operations/index.ts';

const notYet = (): Promise<never> => Promise.reject(new Error('not built yet'));

export function observabilityHandlers(): Pick<
  Handlers,
  'metrics.get' | 'metrics.days' | 'diagnostics.get' | 'network.list'
> {
  return {
    'metrics.get': notYet,
    'metrics.days': notYet,
    'diagnostics.get': notYet,
    'network.list': notYet,
  };
}
