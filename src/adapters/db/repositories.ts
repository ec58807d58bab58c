import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { CorePorts, LogPort } from '../../core/ports.ts';
import { createBatchRepository } from './batchRepository.ts';
import { createIdempotencyRepository } from './idempotencyRepository.ts';
import { createJobFigures } from './jobFigures.ts';
import { createJobRepository } from './jobRepository.ts';
import type { OpenDatabase } from './openDatabase.ts';
import { createPreferencesRepository } from './preferencesRepository.ts';
import { createPresetRepository } from './presetRepository.ts';
import { createQueueMemoryRepository } from './queueMemoryRepository.ts';
import { createRecordingRepository } from './recordingRepository.ts';
import type { RepositoryParts } from './repositoryParts.ts';
import { withTranslatedErrors } from './sqliteErrors.ts';
import { createMelodyUseRepository } from './melodyUseRepository.ts';
import { createStorageRepository } from './storageRepository.ts';
import { createTakeRepository } from './takeRepository.ts';
import { createVoiceRepository } from './voiceRepository.ts';

/** The repositories over an open database, throwing AppError only. */
export function createRepositories(
  { connection, file }: Pick<OpenDatabase, 'connection' | 'file'>,
  log: LogPort,
): Pick<
  CorePorts,
  | 'recordings'
  | 'jobs'
  | 'jobFigures'
  | 'queueMemory'
  | 'takes'
  | 'voices'
  | 'preferences'
  | 'presets'
  | 'idempotency'
  | 'batches'
  | 'storage'
  | 'melodyUse'
> {
  const parts: RepositoryParts = {
    database: drizzle(connection),
    onBadRow: (id, reason) => {
      log.info('database.badRow', { id, reason });
    },
  };
  return {
    recordings: withTranslatedErrors(createRecordingRepository(parts), file),
    jobs: withTranslatedErrors(createJobRepository(parts), file),
    batches: withTranslatedErrors(createBatchRepository(parts), file),
    jobFigures: withTranslatedErrors(createJobFigures(parts), file),
    queueMemory: withTranslatedErrors(createQueueMemoryRepository(parts), file),
    takes: withTranslatedErrors(createTakeRepository(parts), file),
    voices: withTranslatedErrors(createVoiceRepository(parts), file),
    preferences: withTranslatedErrors(createPreferencesRepository(parts), file),
    presets: withTranslatedErrors(createPresetRepository(parts), file),
    idempotency: withTranslatedErrors(createIdempotencyRepository(parts), file),
    storage: withTranslatedErrors(createStorageRepository(connection), file),
    melodyUse: withTranslatedErrors(createMelodyUseRepository(connection), file),
  };
}
