import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * The local database. After any change: `npx drizzle-kit generate`, and the SQL it writes into
 * resources/migrations is never edited once released.
 */

/** Imported voices; built-in ones live in the engine's registry. */
export const voiceModels = sqliteTable(
  'voice_models',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** Converter that sings the voice. */
    baseType: text('base_type').notNull(),
    status: text({ enum: ['training', 'ready', 'failed'] }).notNull(),
    /** Folder, inside the data folder. */
    path: text().notNull(),
    createdAt: text('created_at').notNull(),
    /** The local profile until someone signs in. */
    userId: text('user_id').notNull().default('local'),
    hash: text().notNull().default(''),
    consent: text({ enum: ['mine', 'permission', 'unknown'] })
      .notNull()
      .default('unknown'),
    licence: text(),
    /** Comfortable range, MIDI; null where nothing is known. */
    lowMidi: real('low_midi'),
    highMidi: real('high_midi'),
    markJson: text('mark_json').notNull().default('[]'),
    baseModelsJson: text('base_models_json').notNull().default('[]'),
    /** What is known of the voice: its passport. */
    factsJson: text('facts_json').notNull().default('null'),
    /** In the bin since. */
    removedAt: text('removed_at'),
    /** Its files were deleted; the row stays for the takes that were made with it. */
    purgedAt: text('purged_at'),
  },
  (table) => [index('voice_models_hash').on(table.hash), index('voice_models_removed_at').on(table.removedAt)],
);

export const recordings = sqliteTable(
  'recordings',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    path: text().notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    modifiedMs: real('modified_ms').notNull(),
    sha256: text().notNull(),
    durationSec: real('duration_sec').notNull(),
    sampleRate: integer('sample_rate').notNull(),
    channels: integer().notNull(),
    codec: text().notNull(),
    noticesJson: text('notices_json').notNull(),
    analysisJson: text('analysis_json').notNull(),
    openedAt: text('opened_at').notNull(),
  },
  (table) => [
    uniqueIndex('recordings_sha256').on(table.sha256),
    index('recordings_path').on(table.path),
    index('recordings_opened_at').on(table.openedAt),
  ],
);

export const audioJobs = sqliteTable(
  'audio_jobs',
  {
    id: text().primaryKey(),
    /** The local profile until someone signs in. */
    userId: text('user_id').notNull().default('local'),
    kind: text().notNull(),
    /** The voice: an id of voice_models or of a built-in voice, so no foreign key. */
    modelId: text('model_id').notNull(),
    recordingId: text('recording_id')
      .notNull()
      .references(() => recordings.id),
    takeId: text('take_id').notNull(),
    inputPath: text('input_path').notNull(),
    outputPath: text('output_path'),
    status: text({ enum: ['queued', 'processing', 'completed', 'failed', 'cancelled'] }).notNull(),
    /** Overall, 0–1; the details are in progress_json. */
    progress: real().notNull().default(0),
    /** Recording name, recipe and export target. */
    paramsJson: text('params_json').notNull(),
    progressJson: text('progress_json'),
    errorJson: text('error_json'),
    noticesJson: text('notices_json').notNull(),
    stagesJson: text('stages_json').notNull(),
    position: integer().notNull(),
    crashCount: integer('crash_count').notNull().default(0),
    crashChunkCount: integer('crash_chunk_count').notNull().default(0),
    createdAt: text('created_at').notNull(),
    startedAt: text('started_at'),
    endedAt: text('ended_at'),
  },
  (table) => [
    index('audio_jobs_status_position').on(table.status, table.position),
    index('audio_jobs_position').on(table.position),
    index('audio_jobs_created_at').on(table.createdAt),
  ],
);

export const takes = sqliteTable(
  'takes',
  {
    id: text().primaryKey(),
    recordingId: text('recording_id')
      .notNull()
      .references(() => recordings.id),
    jobId: text('job_id')
      .notNull()
      .references(() => audioJobs.id),
    voiceId: text('voice_id').notNull(),
    number: integer().notNull(),
    recipeJson: text('recipe_json').notNull(),
    durationSec: real('duration_sec').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [uniqueIndex('takes_recording_number').on(table.recordingId, table.number)],
);

/** One row per group of settings, each with its own version and schema. */
export const settings = sqliteTable('settings', {
  groupId: text('group_id').primaryKey(),
  version: integer().notNull(),
  valueJson: text('value_json').notNull(),
});
