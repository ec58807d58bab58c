CREATE TABLE `batch_items` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`path` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`error_json` text,
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `batch_items_order` ON `batch_items` (`batch_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `batch_items_state` ON `batch_items` (`state`,`batch_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text DEFAULT 'local' NOT NULL,
	`name` text NOT NULL,
	`request_json` text NOT NULL,
	`sources_json` text NOT NULL,
	`is_paused` integer DEFAULT false NOT NULL,
	`cancelled_at` text,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `batches_created_at` ON `batches` (`created_at`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`key_sha256` text PRIMARY KEY NOT NULL,
	`request_sha256` text NOT NULL,
	`job_id` text NOT NULL,
	`created_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_at` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `network_requests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`host` text NOT NULL,
	`reason` text NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`status` integer,
	`sent_bytes` integer DEFAULT 0 NOT NULL,
	`received_bytes` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `batch_id` text REFERENCES batches(id);--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `priority` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `is_paused` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `is_dismissed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `converter_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `device` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `input_bytes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `duration_sec` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `work_sec` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `attempt_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `audio_jobs` ADD `error_code` text;--> statement-breakpoint
CREATE INDEX `audio_jobs_queue` ON `audio_jobs` (`status`,`priority`,`position`);--> statement-breakpoint
CREATE INDEX `audio_jobs_batch` ON `audio_jobs` (`batch_id`,`status`);--> statement-breakpoint
CREATE INDEX `audio_jobs_recording` ON `audio_jobs` (`recording_id`);--> statement-breakpoint
CREATE INDEX `audio_jobs_ended_at` ON `audio_jobs` (`ended_at`);--> statement-breakpoint
CREATE INDEX `audio_jobs_figures` ON `audio_jobs` (`status`,`ended_at`,`started_at`,`converter_id`,`device`,`attempt_count`,`duration_sec`,`work_sec`,`input_bytes`,`user_id`,`error_code`);--> statement-breakpoint
ALTER TABLE `takes` ADD `is_starred` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `takes` ADD `removed_at` text;--> statement-breakpoint
ALTER TABLE `takes` ADD `purged_at` text;--> statement-breakpoint
ALTER TABLE `takes` ADD `search_text` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `takes_job` ON `takes` (`job_id`);--> statement-breakpoint
CREATE INDEX `takes_history` ON `takes` (`created_at`,`id`,`removed_at`,`is_starred`,`voice_id`,`job_id`,`search_text`);--> statement-breakpoint
CREATE INDEX `takes_voice` ON `takes` (`voice_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `takes_removed_at` ON `takes` (`removed_at`);--> statement-breakpoint
UPDATE `audio_jobs` SET
	`converter_id` = coalesce(json_extract(`params_json`, '$.recipe.converterId'), ''),
	`error_code` = json_extract(`error_json`, '$.code'),
	`input_bytes` = coalesce((SELECT `size_bytes` FROM `recordings` WHERE `recordings`.`id` = `recording_id`), 0),
	`duration_sec` = coalesce((SELECT `duration_sec` FROM `recordings` WHERE `recordings`.`id` = `recording_id`), 0),
	`attempt_count` = CASE WHEN `started_at` IS NULL THEN 0 WHEN `crash_count` = 0 THEN 1 ELSE 2 END,
	`work_sec` = coalesce((SELECT sum(json_extract(`value`, '$.seconds')) FROM json_each(`stages_json`)), 0);
--> statement-breakpoint
UPDATE `takes` SET `search_text` = coalesce((SELECT fold_text(json_extract(`params_json`, '$.recordingName')) FROM `audio_jobs` WHERE `audio_jobs`.`id` = `job_id`), '');
