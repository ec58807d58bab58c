/** A look at the clock that comes this late says that the program stood still: a closed lid, a stopped process. */
const stillstandMs = 10_000;
/** What is counted of a stillstand. */
const countedMs = 1000;
/** How often whoever owns a work clock must look at it. */
export const workClockTickMs = 1000;

/**
 * Measures how long work takes on a clock that nobody sets, and leaves out the time in which the program stood still, so that
 * minutes of sleep are not taken for minutes of work. Its owner looks at it every workClockTickMs.
 * @param rawMs of the system's monotonic clock
 */
export function createWorkClock(rawMs: () => number): () => number {
  let lastMs = rawMs();
  let stillMs = 0;
  return () => {
    const nowMs = rawMs();
    const passedMs = nowMs - lastMs;
    if (passedMs > stillstandMs) stillMs += passedMs - countedMs;
    lastMs = nowMs;
    return nowMs - stillMs;
  };
}
