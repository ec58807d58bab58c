import { resolve } from 'node:path';
import type { Cantado, CantadoOptions } from '../../src/adapters/cantado.ts';
import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import type { JobId } from '../../src/contract/ids.ts';
import type { Job } from '../../src/contract/jobs.ts';
import { hostEntry } from './builtPrograms.ts';

/** The real program from source over a data folder: real database, real host, real ffmpeg. */
export function testCantadoOptions(dataFolder: string, modelsFolder = resolve('models')): CantadoOptions {
  return {
    dataFolder,
    resources: {
      modelsFolder,
      migrationsFolder: resolve('resources/migrations'),
      samplePath: resolve('tests/fixtures/audio/austen-0880.wav'),
      noticesFile: resolve('THIRD-PARTY-NOTICES.md'),
      hostEntry,
    },
    launchHost: forkHost,
    version: '0.0.0-test',
  };
}

type Following = Pick<Cantado, 'call' | 'subscribe'>;

/** Resolves with the first state of a job that passes, now or later. */
export async function waitForJob(cantado: Following, jobId: JobId, passes: (job: Job) => boolean): Promise<Job> {
  return new Promise((resolveWith, reject) => {
    const check = (job: Job): void => {
      if (job.id !== jobId || !passes(job)) return;
      unsubscribe();
      resolveWith(job);
    };
    const unsubscribe = cantado.subscribe((event) => {
      if (event.name === 'job.changed') check(event.payload);
    });
    cantado.call('jobs.get', { jobId }).then(check, reject);
  });
}

export function hasEnded({ status }: Job): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
