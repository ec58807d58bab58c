import type { StoredJob } from '../ports.ts';
import type { JobStep } from './machine.ts';

/** What the job's log says of it when it is made: nothing that names the recording or a person. */
export function factsOfNew({ id, kind, voiceId, recipe, priority, batchId, inputBytes, durationSec }: StoredJob) {
  return { jobId: id, kind, voiceId, converterId: recipe.converterId, priority, batchId, inputBytes, durationSec };
}

export function factsOfStep(job: StoredJob, step: JobStep): Readonly<Record<string, unknown>> {
  const { id: jobId, attemptCount, crashCount, crashChunkCount, device, error } = job;
  switch (step) {
    case 'start':
      return { jobId, attemptCount };
    case 'interrupt':
      return { jobId, attemptCount, crashCount, crashChunkCount };
    case 'fail':
      return { jobId, attemptCount, error };
    case 'complete':
      return { jobId, attemptCount, device };
    case 'cancel':
    case 'retry':
      return { jobId };
  }
}
