import type { Handlers } from '../../contract/operations/index.ts';
import type { FilesPort } from '../ports.ts';
import type { BaseModelService } from './service.ts';

type BaseModelHandlers = Pick<
  Handlers,
  'baseModels.list' | 'baseModels.download' | 'baseModels.cancel' | 'baseModels.import' | 'baseModels.remove'
>;

export function baseModelHandlers(service: BaseModelService, files: Pick<FilesPort, 'resolve'>): BaseModelHandlers {
  return {
    'baseModels.list': () => service.list(),
    'baseModels.download': ({ modelId }) => service.download(modelId),
    'baseModels.cancel': ({ modelId }) => service.cancel(modelId),
    'baseModels.import': ({ path }) => service.importFile(files.resolve(path)),
    'baseModels.remove': ({ modelId }) => service.remove(modelId),
  };
}
