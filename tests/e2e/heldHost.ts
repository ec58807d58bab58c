import type { Locator } from 'playwright';
import { hostBelow } from '../suites/childProcesses.ts';
import { heldProcess, type HeldProcess } from '../suites/heldProcess.ts';
import { ask } from './ask.ts';
import type { Served } from './serve.ts';

/** How long a window may take to show what it was told in a step before the next one, ms. */
const shownMs = 250;

export type HeldHost = Pick<HeldProcess, 'stepUntil' | 'goOn'> & {
  /** The same until a window shows it, for what it asks the host about. */
  stepUntilSeen(wanted: Locator): Promise<void>;
  /** The same for any other wait, which rejects when it has waited as long as it was told to, ms. */
  stepWhileWaiting(wait: (timeoutMs: number) => Promise<unknown>): Promise<void>;
};

/** Stops the host of a program where it stands. */
export async function holdHost(served: Pick<Served, 'url' | 'pid'>): Promise<HeldHost> {
  // A host is started when it is first needed, which is for this.
  await ask(served, 'storage.usage', undefined);
  const pid = hostBelow(served.pid);
  if (pid === undefined) throw new Error('The program has no host.');
  const { hold, goOn, stepUntil } = heldProcess(pid);
  const stepWhileWaiting = (wait: (timeoutMs: number) => Promise<unknown>): Promise<void> =>
    stepUntil(() =>
      wait(shownMs).then(
        () => true,
        () => false,
      ),
    );
  hold();
  return {
    stepUntil,
    stepUntilSeen: (wanted) => stepWhileWaiting((timeout) => wanted.waitFor({ timeout })),
    stepWhileWaiting,
    goOn,
  };
}
