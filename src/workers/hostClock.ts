import { createWorkClock, workClockTickMs } from '../contract/workClock.ts';

const clock = createWorkClock(() => performance.now());
// The host's own thread only passes messages on, so a look is late only where the whole process stood still.
setInterval(clock, workClockTickMs).unref();

/** Milliseconds of work: for the host's own thread, whose looks at the clock are never held up by work. */
export const workedMs: () => number = clock;
