import type Database from 'better-sqlite3';
import { jobStatuses, type JobStatus } from '../../contract/jobs.ts';
import type { Metrics, MetricsDay } from '../../contract/metrics.ts';
import type { MetricsPort } from '../../core/observability/ports.ts';
import { ConversionFigures, nearestRank } from './conversionFigures.ts';
import { endedJobs } from './endedJobs.ts';

type Waiting = { readonly status: JobStatus; readonly userId: string; readonly count: number };

export const waitingSql = `
  SELECT status, user_id AS userId, count(*) AS count FROM audio_jobs INDEXED BY audio_jobs_figures
  WHERE status IN ('queued', 'processing') GROUP BY status, user_id`;

/**
 * Figures over audio_jobs, read from the index `audio_jobs_figures` alone. Days are those of the computer's calendar.
 * @param nowMs for which day is today
 */
export function createMetricsRepository(connection: Database.Database, nowMs: () => number): MetricsPort {
  return {
    async summary(days) {
      const since = days === null ? null : startOfDay(nowMs(), days - 1);
      const jobs = Object.fromEntries(jobStatuses.map((status) => [status, 0])) as Metrics['jobs'];
      const users = new Map<string, number>();
      const failures = new Map<string, number>();
      for (const { status, userId, count } of connection.prepare<[], Waiting>(waitingSql).all()) {
        jobs[status] += count;
        addTo(users, userId, count);
      }
      const conversions = new ConversionFigures();
      const groups = new Map<string, { converterId: string; device: string; figures: ConversionFigures }>();
      let inputBytes = 0;
      let inputSec = 0;
      for await (const page of endedJobs(connection, since?.toISOString() ?? '')) {
        for (const job of page) {
          jobs[job.status]++;
          addTo(users, job.userId, 1);
          if (job.status === 'failed') addTo(failures, job.errorCode, 1);
          if (job.status !== 'completed') continue;
          inputBytes += job.inputBytes;
          inputSec += job.durationSec;
          conversions.add(job);
          const { converterId, device } = job;
          const key = `${converterId}\n${device}`;
          const group = groups.get(key) ?? { converterId, device, figures: new ConversionFigures() };
          group.figures.add(job);
          groups.set(key, group);
        }
      }
      const ended = jobs.completed + jobs.failed;
      return {
        since: since && dayName(since),
        jobs,
        successRate: ended === 0 ? null : jobs.completed / ended,
        conversions: conversions.sum(),
        byConverterAndDevice: [...groups.values()]
          .map(({ figures, ...group }) => ({ ...group, ...figures.sum() }))
          .sort((a, b) => b.count - a.count || a.converterId.localeCompare(b.converterId)),
        inputBytes,
        inputSec,
        byUser: mostFirst(users).map(([userId, jobCount]) => ({ userId, jobCount })),
        failures: mostFirst(failures).map(([code, count]) => ({ code, count })),
      };
    },
    async days(count) {
      const starts = Array.from({ length: count }, (_, index) => startOfDay(nowMs(), count - 1 - index));
      const days = new Map(starts.map((start) => [dayName(start), { ...emptyDay, day: dayName(start) }]));
      const factors = new Map<string, number[]>();
      for await (const page of endedJobs(connection, starts[0]?.toISOString() ?? '')) {
        for (const { status, endedMs, clockSec, durationSec, workSec } of page) {
          // A clock that ran ahead once may have left jobs in days to come.
          const day = days.get(dayName(new Date(endedMs)));
          if (!day) continue;
          day[status]++;
          if (status === 'completed') day.audioSec += durationSec;
          if (clockSec === null || workSec <= 0) continue;
          const ofDay = factors.get(day.day) ?? [];
          ofDay.push(durationSec / workSec);
          factors.set(day.day, ofDay);
        }
      }
      return [...days.values()].map((day) => ({
        ...day,
        realTimeFactor: nearestRank(factors.get(day.day) ?? [], 0.5),
      }));
    },
  };
}

const emptyDay: Omit<MetricsDay, 'day'> = { completed: 0, failed: 0, cancelled: 0, audioSec: 0, realTimeFactor: null };

/** Midnight at the beginning of a day, so many before today. */
function startOfDay(nowMs: number, daysAgo: number): Date {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo);
}

/** `2026-11-22`, by the calendar here. */
function dayName(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function addTo(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function mostFirst(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, aCount], [b, bCount]) => bCount - aCount || a.localeCompare(b));
}
