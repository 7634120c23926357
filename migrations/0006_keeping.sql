ALTER TABLE `recordings` ADD `erased_at` integer;--> statement-breakpoint
CREATE INDEX `recordings_to_erase` ON `recordings` (`deleted_at`) WHERE deleted_at is not null and erased_at is null;--> statement-breakpoint
CREATE INDEX `studies_closed` ON `studies` (`closed_at`) WHERE closed_at is not null;