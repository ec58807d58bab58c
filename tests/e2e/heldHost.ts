import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright';
import { hostBelow } from '../suites/childProcesses.ts';
import { ask } from './ask.ts';
import type { Served } from './serve.ts';

/** What the host does at a time, ms of the processor: far less than the shortest render takes. */
const stepMs = 20;
/** A host that has done less than that after so long has nothing to do, ms. */
const idleMs = 400;
/** How long a window may take to show what it was told in a step before the next one, ms. */
const shownMs = 250;

export type HeldHost = {
  /** Lets the host work a little at a time until it is so; then it stands still again. */
  stepUntil(isSo: () => Promise<boolean>): Promise<void>;
  /** The same until a window shows it, for what it asks the host about. */
  stepUntilSeen(wanted: Locator): Promise<void>;
  /** The same for any other wait, which rejects when it has waited as long as it was told to, ms. */
  stepWhileWaiting(wait: (timeoutMs: number) => Promise<unknown>): Promise<void>;
  goOn(): void;
};

/** What a process has had of the processors, ms in steps of 10. */
function processorMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

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
      const enough = processorMsOf(pid) + stepMs;
      const endsAt = performance.now() + idleMs;
      goOn();
      // On a busy machine it gets little of a moment.
      do await sleep(5);
      while (processorMsOf(pid) < enough && performance.now() < endsAt);
      hold();
    }
  };
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
