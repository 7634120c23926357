/** Subprotocol of the Room's socket (wire/room.ts). Here, without valibot, for the browser's sake. */
export const ROOM_PROTOCOL = 'fieldroom.1';

/** Close codes of the Room's socket (4000-4999 are the application's, RFC 6455 7.4.2). */
export const CLOSE = { gone: 4000, garbage: 4001, ticket: 4002, flood: 4003, silent: 4004 } as const;
/** The id of one person's own track begins so; a meeting's does not. */
export const VOICE_ID = 'voice-';
