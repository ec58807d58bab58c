import { and, eq, lt } from 'drizzle-orm';
import type { IdempotencyRepository } from '../../core/requests/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { idempotencyKeys } from './schema.ts';

export function createIdempotencyRepository({ database }: Pick<RepositoryParts, 'database'>): IdempotencyRepository {
  return {
    get: (keySha256) => {
      const row = database.select().from(idempotencyKeys).where(eq(idempotencyKeys.keySha256, keySha256)).get();
      if (!row) return undefined;
      const { jobId, ...key } = row;
      return { ...key, id: jobId };
    },
    add: ({ id, ...key }) => {
      database
        .insert(idempotencyKeys)
        .values({ ...key, jobId: id })
        .run();
    },
    remove: (keySha256, id) => {
      const isThis = and(eq(idempotencyKeys.keySha256, keySha256), eq(idempotencyKeys.jobId, id));
      database.delete(idempotencyKeys).where(isThis).run();
    },
    removeBefore: (createdAt) => {
      database.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, createdAt)).run();
    },
  };
}
