import { and, eq, gte, inArray, isNotNull, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { TakePageQuery, SearchWord } from '../../core/takes/ports.ts';
import { audioJobs, takes } from './schema.ts';

/** The takes of a history, as a condition that the index `takes_history` answers alone, but for statuses. */
export function takesMatching(query: Omit<TakePageQuery, 'after' | 'limit'>, more?: SQL): SQL | undefined {
  const { words, voiceId, statuses, isStarred, isRemoved, from, to } = query;
  return and(
    more,
    // What was deleted for good stays in the history with its recipe, unless somebody removed it there.
    isRemoved ? and(isNotNull(takes.removedAt), isNull(takes.purgedAt)) : isNull(takes.removedAt),
    isStarred === undefined ? undefined : eq(takes.isStarred, isStarred),
    voiceId && eq(takes.voiceId, voiceId),
    from === undefined ? undefined : gte(takes.createdAt, from),
    to === undefined ? undefined : lt(takes.createdAt, to),
    ...words.map(holdsWord),
    statuses && madeWithStatus(statuses),
  );
}

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
  const wanted = inArray(audioJobs.status, [...statuses]);
  const ofTake = sql`SELECT 1 FROM ${audioJobs} WHERE ${audioJobs.id} = ${takes.jobId} AND ${wanted}`;
  if (statuses.includes('completed')) return sql`EXISTS (${ofTake})`;
  return sql`${takes.jobId} IN (SELECT ${audioJobs.id} FROM ${audioJobs} WHERE ${wanted})`;
}
