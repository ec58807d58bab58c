import { and, eq, gte, inArray, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { TakePageQuery, SearchWord } from '../../core/takes/ports.ts';
import { audioJobs, takes } from './schema.ts';

/** The takes of a history, as a condition that the index `takes_history` answers alone, but for statuses. */
export function takesMatching(query: Omit<TakePageQuery, 'after' | 'limit'>, more?: SQL): SQL | undefined {
  const { words, voiceId, statuses, isStarred, isSingle, isRemoved, from, to } = query;
  return and(
    more,
    // What was deleted for good stays in the history with its recipe, unless somebody removed it there.
    isRemoved ? and(isNotNull(takes.removedAt), isNull(takes.purgedAt)) : notRemoved,
    isStarred === undefined ? undefined : eq(takes.isStarred, isStarred),
    voiceId && eq(takes.voiceId, voiceId),
    from === undefined ? undefined : gte(takes.createdAt, from),
    to === undefined ? undefined : lt(takes.createdAt, to),
    ...words.map(holdsWord),
    statuses && madeWithStatus(statuses),
    isSingle === true ? ofNoBatch : undefined,
  );
}

/** The plus keeps SQLite from beginning with the index of removed takes, in which nearly all are not removed, and sorting them. */
const notRemoved = sql`+${takes.removedAt} IS NULL`;

const ofNoBatch = sql`(SELECT ${audioJobs.batchId} FROM ${audioJobs} WHERE ${audioJobs.id} = ${takes.jobId}) IS NULL`;

/** Behind a take, newest first. */
export function afterTake({ createdAt, id }: NonNullable<TakePageQuery['after']>): SQL {
  return sql`(${takes.createdAt}, ${takes.id}) < (${createdAt}, ${id})`;
}

function holdsWord({ folded, voiceIds }: SearchWord): SQL | undefined {
  const literal = folded.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const inName = sql`${takes.searchText} LIKE ${`%${literal}%`} ESCAPE '\\'`;
  return voiceIds.length === 0 ? inName : or(inName, inArray(takes.voiceId, [...voiceIds]));
}

/**
 * Nearly all takes are completed, so those are asked one by one until a page is full; the others are few and are listed first.
 */
function madeWithStatus(statuses: NonNullable<TakePageQuery['statuses']>): SQL {
  // A value, not EXISTS: SQLite would begin with all jobs of the status and sort.
  const status = sql`(SELECT ${audioJobs.status} FROM ${audioJobs} WHERE ${audioJobs.id} = ${takes.jobId})`;
  if (statuses.includes('completed')) return inArray(status, [...statuses]);
  return sql`${takes.jobId} IN (SELECT ${audioJobs.id} FROM ${audioJobs} WHERE ${inArray(audioJobs.status, [...statuses])})`;
}
