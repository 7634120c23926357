CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`member_id` text,
	`detail` text DEFAULT '{}' NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `audit_log_workspace` ON `audit_log` (`workspace_id`,`at`);--> statement-breakpoint
CREATE TABLE `recording_shares` (
	`id` text PRIMARY KEY NOT NULL,
	`recording_id` text NOT NULL,
	`link_kid` text NOT NULL,
	`passcode` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`recording_id`) REFERENCES `recordings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recording_shares_recording` ON `recording_shares` (`recording_id`);--> statement-breakpoint
CREATE TABLE `recording_tracks` (
	`id` text PRIMARY KEY NOT NULL,
	`recording_id` text NOT NULL,
	`seat_id` text NOT NULL,
	`role` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`status` text DEFAULT 'recording' NOT NULL,
	`object_key` text,
	`duration_ms` integer,
	`bytes` integer,
	`reason` text,
	`zero_at` integer,
	`started_at` integer NOT NULL,
	FOREIGN KEY (`recording_id`) REFERENCES `recordings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recording_tracks_recording` ON `recording_tracks` (`recording_id`);--> statement-breakpoint
CREATE TABLE `share_views` (
	`id` text PRIMARY KEY NOT NULL,
	`share_id` text NOT NULL,
	`viewer_hash` text NOT NULL,
	`browser` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`share_id`) REFERENCES `recording_shares`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `share_views_share` ON `share_views` (`share_id`,`at`);--> statement-breakpoint
ALTER TABLE `consents` ADD `recording` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `consents` ADD `withdrawn_at` integer;--> statement-breakpoint
ALTER TABLE `participants` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `recordings` ADD `percent` integer;--> statement-breakpoint
ALTER TABLE `recordings` ADD `zero_at` integer;--> statement-breakpoint
ALTER TABLE `recordings` ADD `gaps` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `recordings` ADD `deleted_at` integer;--> statement-breakpoint
ALTER TABLE `recordings` ADD `deleted_why` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `retention_days` integer;--> statement-breakpoint
ALTER TABLE `studies` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `studies` ADD `separate_cameras` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `workspaces` ADD `retention_days` integer DEFAULT 365 NOT NULL;