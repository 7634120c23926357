ALTER TABLE `sessions` ADD `facts_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `planned_version` integer DEFAULT 0 NOT NULL;