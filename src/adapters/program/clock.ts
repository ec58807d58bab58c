import { createWorkClock, workClockTickMs } from '../../contract/workClock.ts';
import type { ClockPort } from '../../core/ports.ts';

export type ProgramClock = ClockPort & { close(): void };

/** The clock of the program. */
export function createClock(): ProgramClock {
  const monotonicMs = createWorkClock(() => performance.now());
  const timer = setInterval(monotonicMs, workClockTickMs);
  timer.unref();
  return {
    nowMs: Date.now,
    monotonicMs,
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
