import type { CorePorts } from '../ports.ts';

/** Jobs looked at together: a few milliseconds, and room for others in between. */
const pageSize = 500;

/** SHA-256 of all recordings that waiting and running jobs name. */
export async function neededRecordings({
  storage,
  clock,
}: Pick<CorePorts, 'storage' | 'clock'>): Promise<readonly string[]> {
  const jobs = storage.openJobs();
  const hashes = new Set<string>();
  for (let at = 0; at < jobs.length; at += pageSize) {
    if (at > 0) await new Promise<void>((resolve) => clock.after(0, resolve));
    for (const hash of storage.hashesOfJobs(jobs.slice(at, at + pageSize))) hashes.add(hash);
  }
  return [...hashes];
}
