CREATE TABLE `invitations` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`invited_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invitations_workspace` ON `invitations` (`workspace_id`);--> statement-breakpoint
ALTER TABLE `mails` ADD `service_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `scheduled_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `late_minutes` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `time_asked_at` integer;--> statement-breakpoint
ALTER TABLE `sessions` ADD `time_asked_note` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `offered_times` text DEFAULT '[]' NOT NULL;