import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { voiceIdSchema, type JobId } from '../../src/contract/ids.ts';
import type { Job } from '../../src/contract/jobs.ts';
import { sha256 } from '../suites/host.ts';
import { hasEnded, waitForJob } from '../suites/testCantado.ts';

type Program = Pick<Cantado, 'call' | 'subscribe'>;
export type Ordered = Awaited<ReturnType<typeof order>>;

const voiceId = voiceIdSchema.parse('your-own-voice');

/** Orders a take that is the same in every data folder. */
export async function order(program: Program, file: string) {
  const { id: recordingId } = await program.call('recordings.open', { path: file });
  return program.call('jobs.create', { recordingId, voiceId, seed: 5 });
}

export function untilEnded(program: Program, jobId: JobId): Promise<Job> {
  return waitForJob(program, jobId, hasEnded);
}

/** Resolves when a job has come so far, or has ended. */
export function untilAt(program: Program, jobId: JobId, overallRatio: number): Promise<Job> {
  return waitForJob(program, jobId, (job) => hasEnded(job) || (job.progress?.overallRatio ?? 0) >= overallRatio);
}

export function soundOf(dataFolder: string, { takeId }: Ordered): string {
  return sha256(readFileSync(path.join(dataFolder, 'takes', takeId, 'master.wav')));
}
