import { and, desc, eq } from 'drizzle-orm';
import type { RecordingRepository, StoredRecording } from '../../core/ports.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { recordings } from './schema.ts';
import { readRow, storedRecordingSchema } from './storedSchemas.ts';

type Row = typeof recordings.$inferSelect;

export function createRecordingRepository({ database, onBadRow }: RepositoryParts): RecordingRepository {
  const read = (row: Row | undefined): StoredRecording | undefined =>
    row &&
    readRow(
      storedRecordingSchema,
      row,
      () => ({ ...row, notices: JSON.parse(row.noticesJson), analysis: JSON.parse(row.analysisJson) }),
      onBadRow,
    );
  return {
    get: (id) => read(database.select().from(recordings).where(eq(recordings.id, id)).get()),
    findByFile: (path, sizeBytes, modifiedMs) => {
      const isFile = and(
        eq(recordings.path, path),
        eq(recordings.sizeBytes, sizeBytes),
        eq(recordings.modifiedMs, modifiedMs),
      );
      return read(database.select().from(recordings).where(isFile).orderBy(desc(recordings.openedAt)).get());
    },
    findByHash: (sha256) => read(database.select().from(recordings).where(eq(recordings.sha256, sha256)).get()),
    list: (limit) =>
      database
        .select()
        .from(recordings)
        .orderBy(desc(recordings.openedAt))
        .limit(limit)
        .all()
        .flatMap((row) => read(row) ?? []),
    save: ({ notices, analysis, ...rest }) => {
      const row = { ...rest, noticesJson: JSON.stringify(notices), analysisJson: JSON.stringify(analysis) };
      database.insert(recordings).values(row).onConflictDoUpdate({ target: recordings.id, set: row }).run();
    },
  };
}
