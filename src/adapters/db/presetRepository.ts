import { eq } from 'drizzle-orm';
import type { PresetRepository, StoredPreset } from '../../core/presets/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { settings } from './schema.ts';
import { readRow, storedPresetSchema } from './storedSchemas.ts';

const groupId = 'presets';
const version = 1;

/** All presets in one row: they are few and small, and always read together. */
export function createPresetRepository({ database, onBadRow }: RepositoryParts): PresetRepository {
  return {
    list: () => {
      const row = database.select().from(settings).where(eq(settings.groupId, groupId)).get();
      return row ? presetsOf(row.valueJson, onBadRow) : [];
    },
    save: (presets) => {
      const row = { groupId, version, valueJson: JSON.stringify(presets) };
      database.insert(settings).values(row).onConflictDoUpdate({ target: settings.groupId, set: row }).run();
    },
  };
}

function presetsOf(json: string, onBadRow: RepositoryParts['onBadRow']): StoredPreset[] {
  try {
    const values: unknown = JSON.parse(json);
    if (!Array.isArray(values)) throw new Error('no list');
    return values.flatMap(
      (value: unknown) => readRow(storedPresetSchema, { id: groupId }, () => value, onBadRow) ?? [],
    );
  } catch (error) {
    onBadRow(groupId, String(error));
    return [];
  }
}
