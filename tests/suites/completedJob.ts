import type { Cantado } from '../../src/adapters/cantado.ts';
import type { JobId } from '../../src/contract/ids.ts';
import type { Job } from '../../src/contract/jobs.ts';

/** Waits for a job to complete; throws with its error when it does not. */
export async function completedJob(cantado: Pick<Cantado, 'call'>, jobId: JobId): Promise<Job> {
  for (;;) {
    const job = await cantado.call('jobs.get', { jobId });
    if (job.status === 'completed') return job;
    if (job.status === 'failed' || job.status === 'cancelled') {
      throw new Error(`The job is ${job.status}: ${JSON.stringify(job.error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
