ALTER TABLE `recording_tracks` ADD `percent` integer;--> statement-breakpoint
CREATE INDEX `recording_tracks_in_making` ON `recording_tracks` (`started_at`) WHERE status in ('recording', 'finishing');