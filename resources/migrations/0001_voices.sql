ALTER TABLE `voice_models` ADD `user_id` text DEFAULT 'local' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `hash` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `consent` text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `licence` text;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `low_midi` real;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `high_midi` real;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `mark_json` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `base_models_json` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `facts_json` text DEFAULT 'null' NOT NULL;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `removed_at` text;--> statement-breakpoint
ALTER TABLE `voice_models` ADD `purged_at` text;--> statement-breakpoint
CREATE INDEX `voice_models_hash` ON `voice_models` (`hash`);--> statement-breakpoint
CREATE INDEX `voice_models_removed_at` ON `voice_models` (`removed_at`);