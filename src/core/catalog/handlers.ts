import type { Handlers } from '../../contract/operations/index.ts';
import type { Catalog } from './catalog.ts';

export function catalogHandlers(catalog: Catalog): Pick<Handlers, 'catalog.get'> {
  return {
    'catalog.get': () =>
      Promise.resolve({
        converters: catalog.converters.map(({ id, label, settings }) => ({ id, label, settings })),
        perform: catalog.perform,
        finish: catalog.finish,
      }),
  };
}
