import type { Handlers } from '../../contract/operations/index.ts';
import type { CorePorts } from '../ports.ts';
import type { BaseModelService } from './service.ts';

type BaseModelHandlers = Pick<
  Handlers,
  | 'baseModels.list'
  | 'baseModels.download'
  | 'baseModels.cancel'
  | 'baseModels.import'
  | 'baseModels.stopImport'
  | 'baseModels.remove'
>;

type Ports = Pick<CorePorts, 'files' | 'voiceFiles'>;

export function baseModelHandlers(service: BaseModelService, { files, voiceFiles }: Ports): BaseModelHandlers {
  return {
    'baseModels.list': () => service.list(),
    'baseModels.download': ({ modelId }) => service.download(modelId),
    'baseModels.cancel': ({ modelId }) => service.cancel(modelId),
    'baseModels.import': async ({ path, name, importId }) => {
      const file = files.resolve(path);
      try {
        return await service.importFile(file, name ?? files.nameOf(file), importId);
      } finally {
        // What a browser sent is a copy that has served its purpose.
        await voiceFiles.forgetUpload(file);
      }
    },
    'baseModels.stopImport': ({ importId }) => service.stopImport(importId),
    'baseModels.remove': ({ modelId }) => service.remove(modelId),
  };
}
