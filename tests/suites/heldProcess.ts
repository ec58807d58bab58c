import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { signal } from './childProcesses.ts';

/** What a process does at a time, ms of the processor: far less than any of its tasks takes. */
const stepMs = 20;
/** One that has done less than that after so long has nothing to do, ms. */
const idleMs = 400;

export type HeldProcess = {
  hold(): void;
  goOn(): void;
  /** Lets it work a little at a time until it is so; then it stands still again. */
  stepUntil(isSo: () => Promise<boolean> | boolean): Promise<void>;
};

/** What a process has had of the processors, ms in steps of 10. */
function processorMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

/** Stops a process where it stands, so that what passes by quickly can be looked at for as long as one likes; Linux only. */
export function heldProcess(pid: number): HeldProcess {
  const hold = (): void => void signal(pid, 'SIGSTOP');
  const goOn = (): void => void signal(pid, 'SIGCONT');
  return {
    hold,
    goOn,
    async stepUntil(isSo) {
      hold();
      while (!(await isSo())) {
        const enough = processorMsOf(pid) + stepMs;
        const endsAt = performance.now() + idleMs;
        goOn();
        // On a busy machine it gets little of a moment.
        do await sleep(5);
        while (processorMsOf(pid) < enough && performance.now() < endsAt);
        hold();
      }
    },
  };
}
