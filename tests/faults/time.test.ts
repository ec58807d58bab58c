import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/contract/jobs.ts';
import { putToSleep } from '../suites/childProcesses.ts';
import { loopClip } from '../suites/host.ts';
import { spawnCantado } from '../suites/spawnCantado.ts';
import { temporaryFolder } from '../suites/temporaryFolder.ts';
import { order, soundOf, untilAt, untilEnded } from './sungRecording.ts';

const yearMs = 365 * 24 * 3600 * 1000;
/** CI sets two minutes: longer than anything in the program waits for an answer. */
const sleepSec = Number(process.env['CANTADO_SLEEP_SEC'] ?? 3);

describe.runIf(process.platform === 'linux')('a laptop that sleeps', () => {
  it('goes on where it was when it wakes: nothing failed, nothing done twice, the same sound', async () => {
    const file = await loopClip(temporaryFolder(), 'austen-0880', 2);
    const dataFolder = path.join(temporaryFolder(), 'data');
    const program = await spawnCantado(dataFolder);
    const calm = await order(program, file);
    await untilEnded(program, calm.jobId);
    const ordered = await order(program, file);
    await untilAt(program, ordered.jobId, 0.4);
    const wake = await putToSleep(program.pid);
    await sleep(1000 * sleepSec);
    // As after a real sleep the clock has moved on meanwhile, by more than we can wait here; see below for jumps.
    wake();
    expect(await untilEnded(program, ordered.jobId)).toMatchObject({ status: 'completed', error: null });
    expect(soundOf(dataFolder, ordered)).toBe(soundOf(dataFolder, calm));
  }, 1_200_000);
});

describe.runIf(process.platform === 'linux')('a clock that jumps a year forward and two years back', () => {
  it('confuses no job: progress never falls, time left is never negative, the take is there', async () => {
    const file = await loopClip(temporaryFolder(), 'austen-0880', 2);
    const dataFolder = path.join(temporaryFolder(), 'data');
    const first = new URL('../suites/shiftedClock.ts', import.meta.url).href;
    const program = await spawnCantado(dataFolder, { first });
    const told: Job[] = [];
    program.subscribe((event) => {
      if (event.name === 'job.changed') told.push(event.payload);
    });
    const removed = await order(program, file);
    await untilEnded(program, removed.jobId);
    await program.call('takes.remove', removed);
    told.length = 0;
    const ordered = await order(program, file);
    await untilAt(program, ordered.jobId, 0.3);
    process.kill(program.pid, 'SIGUSR2');
    await untilAt(program, ordered.jobId, 0.6);
    process.kill(program.pid, 'SIGUSR2');
    expect(await untilEnded(program, ordered.jobId)).toMatchObject({ status: 'completed', error: null });
    const progress = told.flatMap((job) => job.progress ?? []);
    const ratios = progress.map(({ overallRatio }) => overallRatio);
    expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
    expect(
      progress.every(({ remainingSec }) => remainingSec === null || (remainingSec >= 0 && remainingSec < 3600)),
    ).toBe(true);
    const days = new Set(told.map(({ startedAt }) => startedAt).filter((time) => time !== null));
    expect(days.size).toBe(1);
    // The bin is not emptied because a clock was wrong for a moment.
    expect(await program.call('takes.get', removed)).toMatchObject({ purgedAt: null });
    expect((await program.call('takes.history', {})).entries.map(({ id }) => id)).toEqual([ordered.takeId]);
    const { metrics } = { metrics: await program.call('metrics.get', {}) };
    expect(metrics.conversions.p95Sec).toBeLessThan(yearMs / 1000);
    expect(metrics.conversions.meanSec).toBeGreaterThanOrEqual(0);
  });
});
