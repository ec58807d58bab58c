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

/** Many recordings, one way to sing them. */
export const batches = sqliteTable(
  'batches',
  {
    id: text().primaryKey(),
    userId: text('user_id').notNull().default('local'),
    name: text().notNull(),
    /** What every file gets: voice, settings, melody, export. */
    requestJson: text('request_json').notNull(),
    /** Files and folders as they were brought; emptied when all are listed. */
    sourcesJson: text('sources_json').notNull(),
    isPaused: integer('is_paused', { mode: 'boolean' }).notNull().default(false),
    cancelledAt: text('cancelled_at'),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('batches_created_at').on(table.createdAt)],
);

/** The files of a batch. An item that was opened has a job of the same id. */
export const batchItems = sqliteTable(
  'batch_items',
  {
    id: text().primaryKey(),
    batchId: text('batch_id')
      .notNull()
      .references(() => batches.id),
    ordinal: integer().notNull(),
    path: text().notNull(),
    name: text().notNull(),
    /** Of the opening; what comes after is told by the job. */
    state: text({ enum: ['waiting', 'made', 'failed', 'cancelled'] }).notNull(),
    errorJson: text('error_json'),
  },
  (table) => [
    uniqueIndex('batch_items_order').on(table.batchId, table.ordinal),
    index('batch_items_state').on(table.state, table.batchId, table.ordinal),
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
    batchId: text('batch_id').references(() => batches.id),
    /** -1 high, 0 normal, 1 low: in the order of the queue, so that its index needs no sorting. */
    priority: integer().notNull().default(0),
    isPaused: integer('is_paused', { mode: 'boolean' }).notNull().default(false),
    isDismissed: integer('is_dismissed', { mode: 'boolean' }).notNull().default(false),
    // What metrics are made of, so that nothing must be read out of JSON.
    converterId: text('converter_id').notNull().default(''),
    device: text().notNull().default(''),
    inputBytes: integer('input_bytes').notNull().default(0),
    /** Of the recording. */
    durationSec: real('duration_sec').notNull().default(0),
    /** Sum of its stages, as the last attempt did them: what an earlier one left behind took no time. 0 before it ended. */
    workSec: real('work_sec').notNull().default(0),
    /** How often it was begun. Only of those that were begun once do times tell how fast they were. */
    attemptCount: integer('attempt_count').notNull().default(0),
    errorCode: text('error_code'),
  },
  (table) => [
    index('audio_jobs_queue').on(table.status, table.priority, table.position),
    index('audio_jobs_batch').on(table.batchId, table.status),
    index('audio_jobs_recording').on(table.recordingId),
    index('audio_jobs_ended_at').on(table.endedAt),
    // Holds all that figures are made of, so that 100 000 recipes need not be read.
    index('audio_jobs_figures').on(
      table.status,
      table.endedAt,
      table.startedAt,
      table.converterId,
      table.device,
      table.attemptCount,
      table.durationSec,
      table.workSec,
      table.inputBytes,
      table.userId,
      table.errorCode,
    ),
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
    isStarred: integer('is_starred', { mode: 'boolean' }).notNull().default(false),
    /** In the bin since. */
    removedAt: text('removed_at'),
    /** Its files were deleted; the recipe stays. */
    purgedAt: text('purged_at'),
    /** Name of its recording as it is searched (contract/foldText.ts). */
    searchText: text('search_text').notNull().default(''),
  },
  (table) => [
    uniqueIndex('takes_recording_number').on(table.recordingId, table.number),
    uniqueIndex('takes_job').on(table.jobId),
    // Holds all that a search asks for, so that 100 000 recipes need not be read.
    index('takes_history').on(
      table.createdAt,
      table.id,
      table.removedAt,
      table.isStarred,
      table.voiceId,
      table.jobId,
      table.searchText,
    ),
    index('takes_voice').on(table.voiceId, table.createdAt),
    index('takes_removed_at').on(table.removedAt),
  ],
);

/** One row per group of settings, each with its own version and schema. */
export const settings = sqliteTable('settings', {
  groupId: text('group_id').primaryKey(),
  version: integer().notNull(),
  valueJson: text('value_json').notNull(),
});

/** The network ledger: every request that left this computer, or was held back. */
export const networkRequests = sqliteTable('network_requests', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: text().notNull(),
  host: text().notNull(),
  reason: text().notNull(),
  subject: text().notNull(),
  state: text({ enum: ['open', 'answered', 'failed', 'held-back'] }).notNull(),
  status: integer(),
  sentBytes: integer('sent_bytes').notNull().default(0),
  receivedBytes: integer('received_bytes').notNull().default(0),
});

/** Requests over HTTP that may come twice: the same key gives the same job. */
export const idempotencyKeys = sqliteTable(
  'idempotency_keys',
  {
    /** SHA-256 of the key. */
    keySha256: text('key_sha256').primaryKey(),
    /** SHA-256 of what was asked. */
    requestSha256: text('request_sha256').notNull(),
    jobId: text('job_id').notNull(),
    createdAt: text('created_at').notNull(),
  },
  (table) => [index('idempotency_keys_created_at').on(table.createdAt)],
);
