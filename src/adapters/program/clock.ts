import type { ClockPort } from '../../core/ports.ts';

const tickMs = 1000;
/** A tick that comes this late says that the program stood still: a closed lid, a stopped process. */
const stillstandMs = 10_000;

export type ProgramClock = ClockPort & { close(): void };

/**
 * The clock of the program. Lengths of time are measured on one that nobody sets and that leaves out the time in which the
 * program stood still, so that minutes of sleep are not taken for minutes of work.
 * @param rawMs of the system's monotonic clock
 */
export function createClock(rawMs: () => number = () => performance.now()): ProgramClock {
  let lastMs = rawMs();
  let stillMs = 0;
  const look = (): number => {
    const nowMs = rawMs();
    const passedMs = nowMs - lastMs;
    if (passedMs > stillstandMs) stillMs += passedMs - tickMs;
    lastMs = nowMs;
    return nowMs - stillMs;
  };
  const timer = setInterval(look, tickMs);
  timer.unref();
  return {
    nowMs: Date.now,
    monotonicMs: look,
    after: (delayMs, work) => {
      const waiting = setTimeout(work, delayMs);
      // Nobody stays for it.
      waiting.unref();
      return () => {
        clearTimeout(waiting);
      };
    },
    close: () => {
      clearInterval(timer);
    },
  };
}
