import { eq } from 'drizzle-orm';
import type { PreferencesRepository } from '../../core/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { settings } from './schema.ts';

const groupId = 'preferences';

export function createPreferencesRepository({ database, onBadRow }: RepositoryParts): PreferencesRepository {
  return {
    get: () => {
      const row = database.select().from(settings).where(eq(settings.groupId, groupId)).get();
      try {
        return row && (JSON.parse(row.valueJson) as unknown);
      } catch (error) {
        onBadRow(groupId, String(error));
        return undefined;
      }
    },
    save: (preferences) => {
      const row = { groupId, version: preferences.version, valueJson: JSON.stringify(preferences) };
      database.insert(settings).values(row).onConflictDoUpdate({ target: settings.groupId, set: row }).run();
    },
  };
}
