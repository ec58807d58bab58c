import type { Progress } from '../../contract/jobs.ts';
import type { ClockPort } from '../ports.ts';

const shortestPauseMs = 100;

/**
 * Keeps progress honest and quiet: the overall ratio never falls (also over an interruption) and at most
 * ten updates a second get through.
 */
export function createProgressGate(
  start: Progress | null,
  clock: ClockPort,
): (progress: Progress) => Progress | undefined {
  let overallRatio = start?.overallRatio ?? 0;
  let lastMs = -Infinity;
  return (progress) => {
    overallRatio = Math.max(overallRatio, progress.overallRatio);
    const nowMs = clock.nowMs();
    // A clock that was set back must not silence the job.
    if (nowMs >= lastMs && nowMs - lastMs < shortestPauseMs) return undefined;
    lastMs = nowMs;
    return { ...progress, overallRatio };
  };
}
