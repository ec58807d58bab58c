import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright';
import { hostBelow } from '../suites/childProcesses.ts';
import { ask } from './ask.ts';
import type { Served } from './serve.ts';

/** How long the host works at a time, ms: far less than the shortest render takes anywhere. */
const stepMs = 20;
/** How long a window may take to show what it was told in a step before the next one, ms. */
const shownMs = 250;

export type HeldHost = {
  /** Lets the host work a little at a time until it is so; then it stands still again. */
  stepUntil(isSo: () => Promise<boolean>): Promise<void>;
  /** The same until a window shows it, for what it asks the host about. */
  stepUntilSeen(wanted: Locator): Promise<void>;
  goOn(): void;
};

/** Stops the host of a program where it stands, so that what passes by quickly can be looked at for as long as one likes. */
export async function holdHost(served: Pick<Served, 'url' | 'pid'>): Promise<HeldHost> {
  // A host is started when it is first needed, which is for this.
  await ask(served, 'storage.usage', undefined);
  const pid = hostBelow(served.pid);
  if (pid === undefined) throw new Error('The program has no host.');
  const hold = (): void => void process.kill(pid, 'SIGSTOP');
  const goOn = (): void => void process.kill(pid, 'SIGCONT');
  const stepUntil = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      goOn();
      await sleep(stepMs);
      hold();
    }
  };
  hold();
  return {
    stepUntil,
    stepUntilSeen: (wanted) =>
      stepUntil(() =>
        wanted.waitFor({ timeout: shownMs }).then(
          () => true,
          () => false,
        ),
      ),
    goOn,
  };
}
