import type { ClockPort } from '../../src/core/ports.ts';

/** A clock that a test turns by `ms`; what is to be done later is done in a real while. */
export function manualClock(time: { ms: number }): ClockPort {
  return {
    nowMs: () => time.ms,
    monotonicMs: () => time.ms,
    after: (delayMs, work) => {
      const timer = setTimeout(work, delayMs);
      timer.unref();
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
