import type { Progress } from '../../contract/jobs.ts';
import type { ClockPort } from '../ports.ts';

const shortestPauseMs = 100;

/**
 * Keeps progress honest and quiet: the overall ratio never falls (also over an interruption) and at most
 * ten updates a second get through.
 */
export function createProgressGate(
  start: Progress | null,
  clock: Pick<ClockPort, 'monotonicMs'>,
): (progress: Progress) => Progress | undefined {
  let overallRatio = start?.overallRatio ?? 0;
  let lastMs = -Infinity;
  return (progress) => {
    overallRatio = Math.max(overallRatio, progress.overallRatio);
    const nowMs = clock.monotonicMs();
    if (nowMs - lastMs < shortestPauseMs) return undefined;
    lastMs = nowMs;
    return { ...progress, overallRatio };
  };
}
