import { desc, eq } from 'drizzle-orm';
import type { StoredVoice, VoiceRepository } from '../../core/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { voiceModels } from './schema.ts';
import { readRow, storedVoiceSchema } from './storedSchemas.ts';

type Row = typeof voiceModels.$inferSelect;

export function createVoiceRepository({ database, onBadRow }: RepositoryParts): VoiceRepository {
  const read = (row: Row): StoredVoice | undefined => readRow(storedVoiceSchema, row, () => voiceOf(row), onBadRow);
  return {
    get: (id) => {
      const row = database.select().from(voiceModels).where(eq(voiceModels.id, id)).get();
      return row && read(row);
    },
    list: () =>
      database
        .select()
        .from(voiceModels)
        .orderBy(desc(voiceModels.createdAt), desc(voiceModels.id))
        .all()
        .flatMap((row) => read(row) ?? []),
    save: (voice) => {
      const row = rowOf(voice);
      database.insert(voiceModels).values(row).onConflictDoUpdate({ target: voiceModels.id, set: row }).run();
    },
  };
}

function voiceOf(row: Row): unknown {
  const { baseType, markJson, baseModelsJson, factsJson, lowMidi, highMidi, ...rest } = row;
  return {
    ...rest,
    converterId: baseType,
    rangeMidi: lowMidi === null || highMidi === null ? null : [lowMidi, highMidi],
    mark: JSON.parse(markJson) as unknown,
    baseModels: JSON.parse(baseModelsJson) as unknown,
    passport: JSON.parse(factsJson) as unknown,
  };
}

function rowOf({ converterId, rangeMidi, mark, baseModels, passport, ...rest }: StoredVoice) {
  return {
    ...rest,
    baseType: converterId,
    path: `voices/${rest.id}`,
    lowMidi: rangeMidi?.[0] ?? null,
    highMidi: rangeMidi?.[1] ?? null,
    markJson: JSON.stringify(mark),
    baseModelsJson: JSON.stringify(baseModels),
    factsJson: JSON.stringify(passport),
  } satisfies typeof voiceModels.$inferInsert;
}
