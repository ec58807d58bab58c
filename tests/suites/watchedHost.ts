import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import type { LaunchHost } from '../../src/adapters/inference/hostProcess.ts';
import { changeWatcher, type WatchedChanges } from './watchedChanges.ts';

/** Launches hosts whose changes of files are watched; onMessage hears what they are told. */
export function forkWatchedHost(
  { environment }: WatchedChanges,
  onMessage: (message: object) => void = () => undefined,
): LaunchHost {
  return (entry, config, options) => {
    // Also its threads take this up, other than words of the program.
    const ours = { ...environment, NODE_OPTIONS: `--import ${changeWatcher}` };
    Object.assign(process.env, ours);
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
      for (const name of Object.keys(ours)) Reflect.deleteProperty(process.env, name);
    }
  };
}
