CREATE TABLE `audio_jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text DEFAULT 'local' NOT NULL,
	`kind` text NOT NULL,
	`model_id` text NOT NULL,
	`recording_id` text NOT NULL,
	`take_id` text NOT NULL,
	`input_path` text NOT NULL,
	`output_path` text,
	`status` text NOT NULL,
	`progress` real DEFAULT 0 NOT NULL,
	`params_json` text NOT NULL,
	`progress_json` text,
	`error_json` text,
	`notices_json` text NOT NULL,
	`stages_json` text NOT NULL,
	`position` integer NOT NULL,
	`crash_count` integer DEFAULT 0 NOT NULL,
	`crash_chunk_count` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`started_at` text,
	`ended_at` text,
	FOREIGN KEY (`recording_id`) REFERENCES `recordings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audio_jobs_status_position` ON `audio_jobs` (`status`,`position`);--> statement-breakpoint
CREATE INDEX `audio_jobs_position` ON `audio_jobs` (`position`);--> statement-breakpoint
CREATE INDEX `audio_jobs_created_at` ON `audio_jobs` (`created_at`);--> statement-breakpoint
CREATE TABLE `recordings` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`path` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`modified_ms` real NOT NULL,
	`sha256` text NOT NULL,
	`duration_sec` real NOT NULL,
	`sample_rate` integer NOT NULL,
	`channels` integer NOT NULL,
	`codec` text NOT NULL,
	`notices_json` text NOT NULL,
	`analysis_json` text NOT NULL,
	`opened_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `recordings_sha256` ON `recordings` (`sha256`);--> statement-breakpoint
CREATE INDEX `recordings_path` ON `recordings` (`path`);--> statement-breakpoint
CREATE INDEX `recordings_opened_at` ON `recordings` (`opened_at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`group_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`value_json` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `takes` (
	`id` text PRIMARY KEY NOT NULL,
	`recording_id` text NOT NULL,
	`job_id` text NOT NULL,
	`voice_id` text NOT NULL,
	`number` integer NOT NULL,
	`recipe_json` text NOT NULL,
	`duration_sec` real NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`recording_id`) REFERENCES `recordings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`job_id`) REFERENCES `audio_jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `takes_recording_number` ON `takes` (`recording_id`,`number`);--> statement-breakpoint
CREATE TABLE `voice_models` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`base_type` text NOT NULL,
	`status` text NOT NULL,
	`path` text NOT NULL,
	`created_at` text NOT NULL
);
