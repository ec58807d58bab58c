import { takeOut } from '../adapters/storage/cacheEntries.ts';
import { writing } from '../adapters/audio/fileErrors.ts';
import type { HostConfig, HostOperations } from '../contract/inference.ts';
import type { OperationOptions, Operations } from './operationTypes.ts';
import type { Pools } from './pools.ts';
import type { SourcesInUse } from './sourcesInUse.ts';
import type { DspTasks } from './taskTypes.ts';

export type StorageOperationName =
  | 'measureLibrary'
  | 'measureFolders'
  | 'measureCache'
  | 'trimCache'
  | 'copyLibrary'
  | 'removeLibrary'
  | 'writeBackup'
  | 'readBackup'
  | 'checkBackup'
  | 'unpackBackup';

type Plain = Exclude<StorageOperationName, 'trimCache'> & keyof DspTasks;

/** Work on the data folder: each is one task, whose share done is told. */
export function storageOperations(
  config: HostConfig,
  pools: Pools,
  uses: SourcesInUse,
): Pick<Operations, StorageOperationName> {
  const inOneTask =
    <N extends Plain>(name: N) =>
    (
      input: HostOperations[N]['input'],
      { signal, onProgress }: OperationOptions<N>,
    ): Promise<HostOperations[N]['output']> => {
      const tell = onProgress as (progress: { readonly doneRatio: number }) => void;
      const options = {
        signal,
        onProgress: (doneRatio: number) => {
          tell({ doneRatio });
        },
      } as const;
      return pools.run(name, input as DspTasks[N]['input'], options) as Promise<HostOperations[N]['output']>;
    };
  return {
    measureLibrary: inOneTask('measureLibrary'),
    measureFolders: inOneTask('measureFolders'),
    measureCache: inOneTask('measureCache'),
    async trimCache(input, { signal }) {
      const planned = await pools.run('planCacheTrim', input, { signal });
      // Here and now, in the thread that begins all work: nobody can begin to use an entry in between.
      const unused = planned.filter(({ sha256 }) => !uses.has(sha256));
      const taken = writing(config.cacheFolder, () => takeOut(config.cacheFolder, unused));
      await pools.run('emptyTrash', {}, { signal });
      return { freedBytes: taken.reduce((sum, { bytes }) => sum + bytes, 0) };
    },
    copyLibrary: inOneTask('copyLibrary'),
    removeLibrary: inOneTask('removeLibrary'),
    writeBackup: inOneTask('writeBackup'),
    readBackup: inOneTask('readBackup'),
    checkBackup: inOneTask('checkBackup'),
    unpackBackup: inOneTask('unpackBackup'),
  };
}
