/**
 * Seconds of the processor that work takes in this process: not of the clock, because other tests run beside this one, and
 * the machine may have other things to do.
 */
export function processorSec(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
