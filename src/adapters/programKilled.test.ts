import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loopClip, sha256 } from '../../tests/suites/host.ts';
import { seededRatio } from '../../tests/suites/seededRatio.ts';
import { spawnCantado } from '../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { hasEnded, testCantadoOptions, waitForJob } from '../../tests/suites/testCantado.ts';
import { voiceIdSchema } from '../contract/ids.ts';
import type { Job } from '../contract/jobs.ts';
import type { Cantado } from './cantado.ts';
import { openCantado } from './composition.ts';

/** CI sets 50. */
const killPoints = Number(process.env['CANTADO_KILL_POINTS'] ?? 2);
const voiceId = voiceIdSchema.parse('your-own-voice');

/** Orders the same take with the same export in any data folder. */
async function order(cantado: Pick<Cantado, 'call'>, file: string, folder: string) {
  const { id: recordingId } = await cantado.call('recordings.open', { path: file });
  const target = { format: 'flac', path: path.join(folder, 'sung.flac') } as const;
  return cantado.call('jobs.create', { recordingId, voiceId, seed: 5, export: target });
}

/** Everything a person gets. */
function outcomeOf(folder: string, takeId: string) {
  return {
    master: sha256(readFileSync(path.join(folder, 'data', 'takes', takeId, 'master.wav'))),
    exports: readdirSync(folder).filter((name) => name.endsWith('.flac')),
    exported: sha256(readFileSync(path.join(folder, 'sung.flac'))),
  };
}

describe('the whole program, killed at seeded points of a job', () => {
  it(`goes on at the next start and ends with the same bits, ${String(killPoints)} times`, async () => {
    const file = await loopClip(temporaryFolder(), 'austen-0880', 2);
    const calm = temporaryFolder();
    const undisturbed = await openCantado(testCantadoOptions(path.join(calm, 'data')));
    const { jobId, takeId } = await order(undisturbed, file, calm);
    await waitForJob(undisturbed, jobId, hasEnded);
    const expected = outcomeOf(calm, takeId);
    await undisturbed.close();

    // A kill that came after the end proves nothing: then the next point is tried.
    let hits = 0;
    for (let seed = 0; hits < killPoints; seed++) {
      const folder = temporaryFolder();
      const victim = await spawnCantado(path.join(folder, 'data'));
      const ordered = await order(victim, file, folder);
      const point = 0.95 * seededRatio(1000 + seed);
      const hasCome = (job: Job): boolean => hasEnded(job) || (job.progress?.overallRatio ?? 0) >= point;
      await waitForJob(victim, ordered.jobId, hasCome);
      await new Promise((resolve) => setTimeout(resolve, 80 * seededRatio(2000 + seed)));
      await victim.kill();
      const next = await openCantado(testCantadoOptions(path.join(folder, 'data')));
      if (!hasEnded(await next.call('jobs.get', ordered))) hits++;
      const job = await waitForJob(next, ordered.jobId, hasEnded);
      await next.close();
      expect(job, `seed ${String(seed)}`).toMatchObject({ status: 'completed', error: null });
      expect(outcomeOf(folder, ordered.takeId), `seed ${String(seed)}`).toEqual(expected);
    }
  }, 1_200_000);
});
