import { expect } from 'vitest';
import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import type { HostConfig, RenderRequest } from '../../src/contract/inference.ts';
import { openTestHost, type TestHost } from './host.ts';
import { outcomeOf } from './renderKills.ts';
import { watchChanges, type WatchedChanges } from './watchedChanges.ts';
import { forkWatchedHost } from './watchedHost.ts';

/** A host whose first process is watched; those after it are not. */
async function openWatchedHost(watched: WatchedChanges, config: Partial<HostConfig>): Promise<TestHost> {
  let launch = forkWatchedHost(watched);
  return openTestHost({
    config,
    launch(...host) {
      const launchThis = launch;
      launch = forkHost;
      return launchThis(...host);
    },
  });
}

/** @property config parts of a data folder that are there before, such as a cache */
type Killed = { readonly config?: Partial<HostConfig>; readonly requestIn: (host: TestHost) => Promise<RenderRequest> };

/** How often a render changes a file or a name. */
export async function countChanges({ config = {}, requestIn }: Killed): Promise<number> {
  const watched = watchChanges();
  const host = await openWatchedHost(watched, config);
  try {
    await host.client.request('render', await requestIn(host));
    return watched.list().length;
  } finally {
    await host.close();
  }
}

/** Renders, is killed before a change of a file or a name, renders again, and expects what a calm render gave. */
export async function expectSameAfterDeathAt(
  change: number,
  { config = {}, requestIn }: Killed,
  expected: Awaited<ReturnType<typeof outcomeOf>>,
): Promise<void> {
  const watched = watchChanges();
  watched.dieAfter(change);
  const host = await openWatchedHost(watched, config);
  try {
    const request = await requestIn(host);
    await expect(host.client.request('render', request)).rejects.toMatchObject({ code: 'HOST_CRASHED' });
    await host.client.request('render', request);
    const when = `killed before change ${String(change)}: ${watched.list().at(-1) ?? ''}`;
    expect(await outcomeOf(host, request), when).toEqual(expected);
  } finally {
    await host.close();
  }
}
