import type { Subscribe } from '../../../contract/events.ts';
import type { Job } from '../../../contract/jobs.ts';

/** Jobs the window keeps; of more than these the oldest that do not run are forgotten. */
const mostJobs = 300;

/** The job list with one job put in its place; a new one comes first, and what does not run goes when there are too many. */
export function putJob(jobs: readonly Job[], job: Job): Job[] {
  if (jobs.some((one) => one.id === job.id)) return jobs.map((one) => (one.id === job.id ? job : one));
  return [job, ...jobs].filter(({ status }, index) => index < mostJobs || status === 'processing');
}

/**
 * A list of jobs as it is once it has arrived. It may be older than an event that overtakes it: what is told meanwhile holds,
 * else a job whose end was told would be seen running for ever.
 */
export async function upToDateJobs(ask: () => Promise<Job[]>, subscribe: Subscribe): Promise<Job[]> {
  const told: Job[] = [];
  const leave = subscribe((event) => {
    if (event.name === 'job.changed') told.push(event.payload);
  });
  try {
    const jobs = await ask();
    return told.reduce(putJob, jobs);
  } finally {
    leave();
  }
}
