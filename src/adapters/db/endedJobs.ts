import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';

/** What figures are made of: an ended job in the order of the index `audio_jobs_figures`, which holds all of it. */
export type EndedJob = {
  readonly status: 'completed' | 'failed' | 'cancelled';
  readonly endedMs: number;
  /**
   * Seconds of the clock from start to end of a completed job that was begun once; null for others: their last attempt found
   * done what the earlier ones did. Null, too, where the clock was set back meanwhile.
   */
  readonly clockSec: number | null;
  readonly converterId: string;
  readonly device: string;
  readonly durationSec: number;
  readonly workSec: number;
  readonly inputBytes: number;
  readonly userId: string;
  readonly errorCode: string;
};

type Row = [
  endedAt: string,
  startedAt: string | null,
  converterId: string,
  device: string,
  attemptCount: number,
  durationSec: number,
  workSec: number,
  inputBytes: number,
  userId: string,
  errorCode: string | null,
];

export const endedJobsSql = `
  SELECT ended_at, started_at, converter_id, device, attempt_count, duration_sec, work_sec, input_bytes, user_id, error_code
  FROM audio_jobs WHERE status = ? AND ended_at >= ? ORDER BY ended_at LIMIT ? OFFSET ?`;

/** Read at once; a few milliseconds. */
const usualPageSize = 4000;

/**
 * Jobs that ended since a moment ('': all), page by page: the thread that reads them answers the window in between.
 */
export async function* endedJobs(
  connection: Database.Database,
  since: string,
  pageSize: number = usualPageSize,
): AsyncGenerator<readonly EndedJob[], void> {
  for (const status of ['completed', 'failed', 'cancelled'] as const) {
    let from = since;
    // Of those that ended in the very millisecond of the page's end, so many were read.
    let seenCount = 0;
    for (;;) {
      const rows = connection.prepare(endedJobsSql).raw().all(status, from, pageSize, seenCount) as Row[];
      if (rows.length > 0) yield rows.map((row) => jobOf(status, row));
      if (rows.length < pageSize) break;
      const last = rows.at(-1)?.[0] ?? from;
      const tied = rows.filter(([endedAt]) => endedAt === last).length;
      seenCount = last === from ? seenCount + tied : tied;
      from = last;
      await nextTurn();
    }
  }
}

function jobOf(status: EndedJob['status'], row: Row): EndedJob {
  const [endedAt, startedAt, converterId, device, attemptCount, durationSec, workSec, inputBytes, userId, errorCode] =
    row;
  const endedMs = Date.parse(endedAt);
  const clockSec = startedAt === null ? -1 : (endedMs - Date.parse(startedAt)) / 1000;
  const isMeasured = status === 'completed' && attemptCount === 1 && clockSec >= 0;
  return {
    ...{ status, endedMs, converterId, device, durationSec, workSec, inputBytes, userId },
    clockSec: isMeasured ? clockSec : null,
    errorCode: errorCode ?? '',
  };
}
