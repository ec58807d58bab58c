import type { CorePorts } from '../ports.ts';

/** The most that the believed time goes on from one clear-out to the next, ms. They come once a day. */
export const longestStepMs = 2 * 24 * 3600 * 1000;

/**
 * The time that upkeep believes. Clocks jump: a battery that died, a wrong year typed in, and everything in the bin would be
 * long overdue at once. So the time at which something becomes due goes on by two days at most for each clear-out: a wrong
 * clock that is put right within a few days deletes hardly anything before its time, and a program that was not used for a
 * year catches up by and by. A clock that goes back is believed at once: then things stay longer.
 * @param seenMs what was believed last; null before the first time
 */
export function believedTime(nowMs: number, seenMs: number | null): number {
  return seenMs === null ? nowMs : Math.min(nowMs, seenMs + longestStepMs);
}

/**
 * The time (ISO) at which something goes into a bin. On a clock that went back to 1970 it would be overdue as soon as the clock
 * is right again; so no earlier than what was believed last.
 */
export function binnedAt({ clock, storage }: Pick<CorePorts, 'clock' | 'storage'>): string {
  return new Date(Math.max(clock.nowMs(), storage.state().seenMs ?? 0)).toISOString();
}
