import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryLog } from '../../../tests/suites/memoryLog.ts';
import { sampleJobAndTake, sampleRecording } from '../../../tests/suites/domainSamples.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { metricsSchema } from '../../contract/metrics.ts';
import type { StoredJob } from '../../core/ports.ts';
import { endedJobs, endedJobsSql } from './endedJobs.ts';
import { createMetricsRepository, waitingSql } from './metricsRepository.ts';
import { openDatabase } from './openDatabase.ts';
import { createRepositories } from './repositories.ts';

const log = createMemoryLog();
/** Noon, so that a day here is the same day in every zone the tests may run in. */
const now = new Date(2026, 10, 22, 12).getTime();
const day = 24 * 3600 * 1000;

type JobFigures = {
  readonly status: StoredJob['status'];
  /** Days before now it ended. */
  readonly daysAgo?: number;
  readonly clockSec?: number;
  readonly workSec?: number;
  readonly durationSec?: number;
  readonly attemptCount?: number;
  readonly converterId?: string;
  readonly device?: string;
  readonly errorCode?: 'DISK_FULL' | 'HOST_CRASHED';
};

function openMetrics() {
  const dataFolder = temporaryFolder();
  const migrationsFolder = path.resolve('resources/migrations');
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: () => now, log });
  onTestFinished(() => {
    database.close();
  });
  const repositories = createRepositories(database, log);
  const recording = sampleRecording({ sizeBytes: 1000 });
  repositories.recordings.save(recording);
  let number = 0;
  const add = (figures: JobFigures): void => {
    const { status, daysAgo = 0, clockSec = 10, workSec = 8, durationSec = 20, attemptCount = 1 } = figures;
    const { converterId = 'resynth', device = 'cpu', errorCode } = figures;
    const endedMs = now - daysAgo * day;
    const hasEnded = status !== 'queued' && status !== 'processing';
    const { job, take } = sampleJobAndTake(recording, { status, durationSec, attemptCount, device }, ++number);
    const full: StoredJob = {
      ...job,
      recipe: { ...job.recipe, converterId },
      stages: [{ stage: 'convert', seconds: workSec, realTimeFactor: null }],
      error: errorCode === 'DISK_FULL' ? { code: errorCode, details: { folder: '/' } } : job.error,
      startedAt: new Date(endedMs - 1000 * clockSec).toISOString(),
      endedAt: hasEnded ? new Date(endedMs).toISOString() : null,
    };
    repositories.jobs.create(full, take);
  };
  return { metrics: createMetricsRepository(database.connection, () => now), add, connection: database.connection };
}

describe('figures over jobs', () => {
  it('of no jobs at all are zeros, and null where there is nothing to divide', async () => {
    const { metrics } = openMetrics();
    const summary = await metrics.summary(null);
    expect(metricsSchema.parse(summary)).toEqual(summary);
    expect(summary).toMatchObject({
      since: null,
      successRate: null,
      jobs: { queued: 0, completed: 0 },
      conversions: { count: 0, meanSec: null, p95Sec: null, deviceSec: 0, realTimeFactor: null },
      byConverterAndDevice: [],
    });
  });

  it('count every status, the success of what ended, failures by code, users and input', async () => {
    const { metrics, add } = openMetrics();
    for (const status of ['queued', 'queued', 'processing', 'cancelled'] as const) add({ status });
    for (let count = 0; count < 3; count++) add({ status: 'completed' });
    add({ status: 'failed', errorCode: 'DISK_FULL' });
    const { jobs, successRate, failures, byUser, inputBytes, inputSec } = await metrics.summary(null);
    expect(jobs).toEqual({ queued: 2, processing: 1, completed: 3, failed: 1, cancelled: 1 });
    expect(successRate).toBe(0.75);
    expect(failures).toEqual([{ code: 'DISK_FULL', count: 1 }]);
    expect(byUser).toEqual([{ userId: 'local', jobCount: 8 }]);
    expect([inputBytes, inputSec]).toEqual([3000, 60]);
  });

  it('give mean, 95th percentile and speed, for all and for each converter and device', async () => {
    const { metrics, add } = openMetrics();
    for (let sec = 1; sec <= 40; sec++) add({ status: 'completed', clockSec: sec, workSec: 2, durationSec: 10 });
    add({ status: 'completed', clockSec: 100, workSec: 5, durationSec: 100, converterId: 'rvc', device: 'cuda:0' });
    const { conversions, byConverterAndDevice } = await metrics.summary(null);
    expect(conversions).toMatchObject({ count: 41, measuredCount: 41, deviceSec: 85 });
    expect(conversions.meanSec).toBeCloseTo((820 + 100) / 41, 2);
    expect(conversions.p95Sec).toBeCloseTo(39, 2);
    expect(conversions.realTimeFactor).toBeCloseTo(500 / 85, 6);
    expect(byConverterAndDevice.map(({ converterId, device, p95Sec }) => [converterId, device, p95Sec])).toEqual([
      ['resynth', 'cpu', expect.closeTo(38, 2)],
      ['rvc', 'cuda:0', expect.closeTo(100, 2)],
    ]);
    expect(byConverterAndDevice[1]?.realTimeFactor).toBeCloseTo(20, 6);
  });

  it('take no time from a job that was cut off or tried again: its last attempt would flatter it', async () => {
    const { metrics, add } = openMetrics();
    add({ status: 'completed', clockSec: 10, workSec: 10, durationSec: 20 });
    add({ status: 'completed', clockSec: 0.1, workSec: 0.1, durationSec: 20, attemptCount: 2 });
    const { conversions } = await metrics.summary(null);
    expect(conversions).toMatchObject({ count: 2, measuredCount: 1, realTimeFactor: 2 });
    expect(conversions.meanSec).toBeCloseTo(10, 2);
  });

  it('count no time that ran backwards because somebody set the clock', async () => {
    const { metrics, add } = openMetrics();
    add({ status: 'completed', clockSec: -3600 });
    expect((await metrics.summary(null)).conversions).toMatchObject({ count: 1, measuredCount: 0, meanSec: null });
  });

  it('of the last days leave out what ended before, and nothing that waits', async () => {
    const { metrics, add } = openMetrics();
    add({ status: 'completed', daysAgo: 0 });
    add({ status: 'completed', daysAgo: 6 });
    add({ status: 'completed', daysAgo: 7 });
    add({ status: 'queued' });
    const summary = await metrics.summary(7);
    expect(summary.jobs).toMatchObject({ completed: 2, queued: 1 });
    expect(summary.since).toBe('2026-11-16');
  });

  it('of each day are in order, with zeros where nothing was done', async () => {
    const { metrics, add } = openMetrics();
    for (const workSec of [1, 4, 2]) add({ status: 'completed', daysAgo: 2, workSec, durationSec: 8 });
    add({ status: 'failed', daysAgo: 0 });
    add({ status: 'completed', daysAgo: 40 });
    const days = await metrics.days(4);
    const nothing = { completed: 0, failed: 0, cancelled: 0, audioSec: 0, realTimeFactor: null };
    expect(days).toEqual([
      { day: '2026-11-19', ...nothing },
      { day: '2026-11-20', ...nothing, completed: 3, audioSec: 24, realTimeFactor: 4 },
      { day: '2026-11-21', ...nothing },
      { day: '2026-11-22', ...nothing, failed: 1 },
    ]);
    expect(await metrics.days(1)).toHaveLength(1);
    expect(await metrics.days(366)).toHaveLength(366);
  });

  it('are the same however many of them are read at once, many of one millisecond included', async () => {
    const { connection, add } = openMetrics();
    for (let count = 0; count < 12; count++) add({ status: 'completed', daysAgo: count % 3, durationSec: count });
    for (let count = 0; count < 5; count++) add({ status: 'cancelled', durationSec: 100 + count });
    for (const pageSize of [1, 2, 3, 4, 5, 100]) {
      const lengths: number[] = [];
      for await (const page of endedJobs(connection, '', pageSize)) lengths.push(...page.map((job) => job.durationSec));
      const all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 100, 101, 102, 103, 104];
      expect(
        lengths.sort((a, b) => a - b),
        String(pageSize),
      ).toEqual(all);
    }
  });

  it('are read from their index alone, however many recipes there are', () => {
    const { connection } = openMetrics();
    const plan = (sql: string, ...values: unknown[]): string[] => {
      const steps = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      return steps.map(({ detail }) => detail).filter((detail) => detail.includes('audio_jobs'));
    };
    for (const steps of [plan(waitingSql), plan(endedJobsSql, 'completed', '', 1, 0)]) {
      expect(steps).toEqual([expect.stringContaining('USING COVERING INDEX audio_jobs_figures')]);
    }
  });
});
