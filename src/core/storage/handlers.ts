import type { Handlers } from '../../contract/operations/index.ts';
import type { StorageRules } from '../../contract/storage.ts';
import type { Events } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { CorePorts } from '../ports.ts';
import type { TakeBin } from '../takes/takeBin.ts';
import type { EmptyVoiceBin } from '../voices/voiceBin.ts';
import { backUpLibrary, inspectBackup, restoreLibrary } from './backups.ts';
import { moveLibrary } from './moveLibrary.ts';
import { StorageUpkeep } from './upkeep.ts';
import { UsageMeasure } from './usage.ts';
import { StorageWorks } from './works.ts';

export type StorageParts = {
  readonly ports: Pick<
    CorePorts,
    | 'inference'
    | 'storage'
    | 'library'
    | 'takeFiles'
    | 'melodyFiles'
    | 'melodyUse'
    | 'files'
    | 'clock'
    | 'log'
    | 'facts'
  >;
  readonly queue: Pick<JobQueue, 'hold'>;
  readonly bin: Pick<TakeBin, 'expire' | 'purge' | 'sweep'>;
  readonly emptyVoiceBin: EmptyVoiceBin;
  readonly rules: () => StorageRules;
  readonly emit: Events['emit'];
};

type StorageHandlers = Pick<
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
>;

export type Storage = {
  readonly handlers: StorageHandlers;
  /** Begins the daily clear-out. */
  readonly start: () => void;
  /** Stops what can be stopped; a move or restore that is being decided goes on. */
  readonly stop: () => Promise<void>;
};

export function createStorage({ ports, queue, bin, emptyVoiceBin, rules, emit }: StorageParts): Storage {
  const works = new StorageWorks({ queue, clock: ports.clock, emit });
  const upkeep = new StorageUpkeep({ ports, bin, works, emptyVoiceBin, rules });
  const usage = new UsageMeasure({ ports, upkeep, rules });
  const parts = { ports, works };
  /** What was changed on purpose is seen at once. */
  const changing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } finally {
      usage.forget();
    }
  };
  return {
    handlers: {
      'storage.usage': () => usage.measure(),
      'storage.work': () => Promise.resolve(works.work),
      'storage.clear': async ({ what }) => {
        const freedBytes = await changing(what === 'cache' ? upkeep.clearCache() : upkeep.emptyBin());
        return { freedBytes };
      },
      'storage.clearOut': () => changing(upkeep.clearOut()),
      'storage.move': ({ folder }) => changing(moveLibrary(parts, folder)),
      'storage.stop': () => {
        works.stop();
        return Promise.resolve();
      },
      'storage.backUp': (request) => changing(backUpLibrary(parts, request)),
      'storage.inspectBackup': ({ path }) => inspectBackup(parts, path),
      'storage.restore': (request) => changing(restoreLibrary(parts, request)),
    },
    start: () => {
      upkeep.start();
    },
    stop: async () => {
      upkeep.stop();
      await works.close();
    },
  };
}
