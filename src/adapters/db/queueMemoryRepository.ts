import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { QueueMemory, QueueMemoryRepository } from '../../core/jobs/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { settings } from './schema.ts';

const groupId = 'queue';
const version = 1;

const queueMemorySchema: z.ZodType<QueueMemory> = z.object({
  isPaused: z.boolean(),
  machine: z.string(),
  machineSince: z.string(),
  lanes: z.record(z.string(), z.number().int().min(1)),
  jobsSinceMeasured: z.record(z.string(), z.number().int().min(0)).default({}),
});

/** What the queue remembers, in a row of settings of its own. */
export function createQueueMemoryRepository({ database, onBadRow }: RepositoryParts): QueueMemoryRepository {
  return {
    get: () => {
      const row = database.select().from(settings).where(eq(settings.groupId, groupId)).get();
      try {
        return row && queueMemorySchema.parse(JSON.parse(row.valueJson));
      } catch (error) {
        onBadRow(groupId, String(error));
        return undefined;
      }
    },
    save: (memory) => {
      const row = { groupId, version, valueJson: JSON.stringify(memory) };
      database.insert(settings).values(row).onConflictDoUpdate({ target: settings.groupId, set: row }).run();
    },
  };
}
