import type { CorePorts } from '../../src/core/ports.ts';
import type { StorageState } from '../../src/core/storage/ports.ts';

const nobody = (): Promise<never> => Promise.reject(new Error('the library stays where it is'));

/** Storage for tests that are about something else: nothing to clear out, nowhere to move to. */
export function untouchedLibrary(): Pick<CorePorts, 'storage' | 'library' | 'melodyUse'> {
  let state: StorageState = { seenMs: null, lastClearOut: null };
  return {
    storage: {
      state: () => state,
      saveState: (changed) => {
        state = changed;
      },
      takes: () => [],
      bin: () => [],
      purged: () => [],
      openJobs: () => [],
      hashesOfJobs: () => [],
    },
    melodyUse: {
      named: () => null,
      unnamedSince: () => new Map(),
      saveUnnamedSince: () => undefined,
    },
    library: {
      freeBytes: () => Promise.resolve(null),
      checkWritable: () => Promise.resolve(),
      arriveAt: nobody,
      snapshot: nobody,
      newestSchemaMs: 0,
      arrivingFolder: '',
      prepareArrived: nobody,
      discardArrived: nobody,
      decideRestore: nobody,
      lastRestore: () => Promise.resolve(undefined),
      replaced: () => Promise.resolve([]),
      removeReplaced: nobody,
      leftFolder: () => Promise.resolve(undefined),
      forgetLeftFolder: nobody,
      restart: nobody,
    },
  };
}
