import { asc, count, desc, eq, inArray, max } from 'drizzle-orm';
import type { StoredTake } from '../../core/ports.ts';
import type { TakeRepository } from '../../core/takes/ports.ts';
import { readJob } from './jobRow.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { audioJobs, takes } from './schema.ts';
import { readRow, storedTakeSchema } from './storedSchemas.ts';
import { takeRow } from './takeRow.ts';
import { afterTake, takesMatching } from './takeSearch.ts';

type Row = typeof takes.$inferSelect;

export function createTakeRepository({ database, onBadRow }: RepositoryParts): TakeRepository {
  const read = (row: Row): StoredTake | undefined =>
    readRow(storedTakeSchema, row, () => ({ ...row, recipe: JSON.parse(row.recipeJson) }), onBadRow);
  return {
    get: (id) => {
      const row = database.select().from(takes).where(eq(takes.id, id)).get();
      return row && read(row);
    },
    listOf: (recordingId) =>
      database
        .select()
        .from(takes)
        .where(eq(takes.recordingId, recordingId))
        .orderBy(asc(takes.number))
        .all()
        .flatMap((row) => read(row) ?? []),
    nextNumber: (recordingId) => {
      const last = database
        .select({ last: max(takes.number) })
        .from(takes)
        .where(eq(takes.recordingId, recordingId))
        .get();
      return (last?.last ?? 0) + 1;
    },
    save: (take) => {
      const { id, ...row } = takeRow(take);
      database.update(takes).set(row).where(eq(takes.id, id)).run();
    },
    page: ({ after, limit, ...query }) => {
      // One more than asked for tells whether others follow.
      const found = database
        .select({ id: takes.id, createdAt: takes.createdAt })
        .from(takes)
        .where(takesMatching(query, after && afterTake(after)))
        .orderBy(desc(takes.createdAt), desc(takes.id))
        .limit(limit + 1)
        .all();
      const shown = found.slice(0, limit);
      const ids = shown.map(({ id }) => id);
      const rows = database
        .select({ take: takes, job: audioJobs })
        .from(takes)
        .innerJoin(audioJobs, eq(audioJobs.id, takes.jobId))
        .where(inArray(takes.id, ids))
        .orderBy(desc(takes.createdAt), desc(takes.id))
        .all();
      const entries = rows.flatMap((row) => {
        const [take, job] = [read(row.take), readJob(row.job, onBadRow)];
        return take && job ? [{ take, job }] : [];
      });
      return { entries, next: found.length > limit ? (shown.at(-1) ?? null) : null };
    },
    count: (query, limit) => {
      const counted = database
        .select({ id: takes.id })
        .from(takes)
        .where(takesMatching(query))
        .limit(limit)
        .as('found');
      return database.select({ total: count() }).from(counted).get()?.total ?? 0;
    },
  };
}
