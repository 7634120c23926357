// Instants are UTC milliseconds. No ON DELETE CASCADE: a table re-creation by drizzle would empty the children.
export * from './schema/mails.ts';
export * from './schema/recordings.ts';
export * from './schema/sessions.ts';
export * from './schema/talk.ts';
export * from './schema/workspace.ts';
