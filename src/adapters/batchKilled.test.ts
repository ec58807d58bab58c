import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clipPath, sha256 } from '../../tests/suites/host.ts';
import { seededRatio } from '../../tests/suites/seededRatio.ts';
import { spawnCantado } from '../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { writeShortTalks } from '../../tests/suites/shortTalks.ts';
import type { Batch } from '../contract/batches.ts';
import { batchIdSchema, voiceIdSchema, type BatchId } from '../contract/ids.ts';
import type { Cantado } from './cantado.ts';
import { openCantado } from './composition.ts';

/** CI sets 50, and has the time for all of the 20 files. */
const chosenPoints = process.env['CANTADO_KILL_POINTS'];
const killPoints = Number(chosenPoints ?? 2);
const fileCount = chosenPoints === undefined ? 4 : 20;
const voiceId = voiceIdSchema.parse('robot');

type Calls = Pick<Cantado, 'call' | 'subscribe'>;

/** Orders the same takes in any data folder; asked again, it changes nothing. */
function order(cantado: Calls, talks: string, folder: string, batchId: BatchId): Promise<Batch> {
  const out = path.join(folder, 'sung');
  return cantado.call('batches.create', {
    ...{ batchId, voiceId, seed: 5, settings: {}, paths: [talks] },
    export: { format: 'wav', quality: '16', path: out, template: '{name}-{voice}-{key}-{n}' },
  });
}

function isDone({ state }: Batch): boolean {
  return state === 'done';
}

/** Resolves with the first state of the batch that passes. */
async function waitFor(cantado: Calls, batchId: BatchId, passes: (batch: Batch) => boolean): Promise<Batch> {
  for (;;) {
    const batch = await cantado.call('batches.get', { batchId });
    if (passes(batch)) return batch;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Everything a person gets: what became of every file, and the bytes of every take and export. */
async function outcomeOf(cantado: Calls, folder: string, batchId: BatchId) {
  const items = await cantado.call('batches.items', { batchId, limit: 100 });
  const jobs = await cantado.call('jobs.list', { limit: 1000 });
  const takes = new Map(jobs.map(({ id, takeId }) => [id, takeId]));
  return {
    jobs: jobs.map(({ status }) => status),
    takeFolders: readdirSync(path.join(folder, 'data', 'takes')).length,
    exports: readdirSync(path.join(folder, 'sung')).sort(),
    files: items.map(({ name, status, jobId, outputPath }) => {
      const takeId = jobId ? takes.get(jobId) : undefined;
      const master = path.join(folder, 'data', 'takes', takeId ?? '', 'master.wav');
      const exported = outputPath ?? '';
      const [sung, file] = [sha256(readFileSync(master)), sha256(readFileSync(exported))];
      return { name, status, output: path.basename(exported), sung, file };
    }),
  };
}

describe(`the whole program, killed at seeded points of a batch of ${String(fileCount)}`, () => {
  it(`loses no job, does none twice and ends with the same takes, ${String(killPoints)} times`, async () => {
    const talks = path.join(temporaryFolder(), 'talks');
    mkdirSync(talks);
    writeShortTalks(talks, clipPath('austen-0870'), fileCount);
    const batchId = batchIdSchema.parse(crypto.randomUUID());
    const calm = temporaryFolder();
    const undisturbed = await openCantado(testCantadoOptions(path.join(calm, 'data')));
    await order(undisturbed, talks, calm, batchId);
    await waitFor(undisturbed, batchId, isDone);
    const expected = await outcomeOf(undisturbed, calm, batchId);
    await undisturbed.close();
    expect(expected.jobs).toEqual(Array<string>(fileCount).fill('completed'));
    expect(new Set(expected.exports).size).toBe(fileCount);

    // One data folder after the other, each killed again and again until its batch is done.
    let kills = 0;
    while (kills < killPoints) {
      const folder = temporaryFolder();
      for (let isFirst = true; kills < killPoints; isFirst = false) {
        const victim = await spawnCantado(path.join(folder, 'data'));
        const before = isFirst ? undefined : await victim.call('batches.get', { batchId }).catch(() => undefined);
        if (before && isDone(before)) break;
        // Some die before they were heard, some while files are opened, some in the middle of takes.
        const point = Math.floor(0.4 * fileCount * seededRatio(3000 + kills)) + (before?.counts.completed ?? 0);
        const ordering = order(victim, talks, folder, batchId);
        if (kills % 5 !== 4) {
          await ordering;
          await waitFor(victim, batchId, (batch) => isDone(batch) || batch.counts.completed >= point);
        }
        await new Promise((resolve) => setTimeout(resolve, 150 * seededRatio(4000 + kills)));
        await victim.kill();
        void ordering.catch(() => undefined);
        kills++;
      }
      const last = await openCantado(testCantadoOptions(path.join(folder, 'data')));
      await order(last, talks, folder, batchId);
      await waitFor(last, batchId, isDone);
      const outcome = await outcomeOf(last, folder, batchId);
      await last.close();
      expect(outcome, `after ${String(kills)} kills`).toEqual(expected);
    }
  }, 3_600_000);
});
