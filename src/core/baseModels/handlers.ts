import type { Handlers } from '../../contract/operations/index.ts';
import type { CorePorts } from '../ports.ts';
import type { BaseModelService } from './service.ts';

type BaseModelHandlers = Pick<
  Handlers,
  'baseModels.list' | 'baseModels.download' | 'baseModels.cancel' | 'baseModels.import' | 'baseModels.remove'
>;

type Ports = Pick<CorePorts, 'files' | 'voiceFiles'>;

export function baseModelHandlers(service: BaseModelService, { files, voiceFiles }: Ports): BaseModelHandlers {
  return {
    'baseModels.list': () => service.list(),
    'baseModels.download': ({ modelId }) => service.download(modelId),
    'baseModels.cancel': ({ modelId }) => service.cancel(modelId),
    'baseModels.import': async ({ path, name }) => {
      const file = files.resolve(path);
      try {
        return await service.importFile(file, name ?? files.nameOf(file));
      } finally {
        // What a browser sent is a copy that has served its purpose.
        await voiceFiles.forgetUpload(file);
      }
    },
    'baseModels.remove': ({ modelId }) => service.remove(modelId),
  };
}
