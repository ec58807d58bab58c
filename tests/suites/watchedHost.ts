import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import type { LaunchHost } from '../../src/adapters/inference/hostProcess.ts';
import type { WatchedChanges } from './watchedChanges.ts';

/** Launches hosts whose changes of files are watched; onMessage hears what they are told. */
export function forkWatchedHost(
  { environment }: WatchedChanges,
  onMessage: (message: object) => void = () => undefined,
): LaunchHost {
  return (entry, config, options) => {
    Object.assign(process.env, environment);
    try {
      const host = forkHost(entry, config, options);
      return {
        ...host,
        postMessage(message) {
          onMessage(message);
          host.postMessage(message);
        },
      };
    } finally {
      for (const name of Object.keys(environment)) Reflect.deleteProperty(process.env, name);
    }
  };
}
