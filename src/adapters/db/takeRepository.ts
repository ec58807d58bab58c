import { asc, eq, max } from 'drizzle-orm';
import type { StoredTake, TakeRepository } from '../../core/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { takes } from './schema.ts';
import { readRow, storedTakeSchema } from './storedSchemas.ts';

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
  };
}

export function takeRow({ recipe, ...columns }: StoredTake): typeof takes.$inferInsert {
  return { ...columns, recipeJson: JSON.stringify(recipe) };
}
