import type { ChatLine, Note, RoomMessage } from '../../wire/room.ts';
import type { ChatRoom } from '../../wire/words.ts';
import type { RoomState, ShownLine, ShownNote } from './state.ts';

/** Older lines leave the page: nobody scrolls so far back in a call, and each one costs drawing. */
export const LINES_KEPT = 1_000;

const KINDS = ['chats', 'chat', 'notes', 'note', 'unnote', 'error'] as const;
type TalkMessage = Extract<RoomMessage, { t: (typeof KINDS)[number] }>;

export const isTalk = (message: RoomMessage): message is TalkMessage => KINDS.some((kind) => kind === message.t);

/** Chats and notes after a message of the Room; the same state when it changes nothing. */
export function reduceTalk(state: RoomState, message: TalkMessage): RoomState {
  switch (message.t) {
    case 'chats':
      return withLines(state, merge(state.chat.lines, message.lines));
    case 'chat':
      return withLines(state, merge(state.chat.lines, [message.line]));
    case 'notes':
      return { ...state, notes: inOrder(refresh(state.notes, message.notes)) };
    case 'note':
      return { ...state, notes: inOrder(heardNote(state.notes, message.note)) };
    case 'unnote':
      return { ...state, notes: state.notes.filter((note) => note.id !== message.id) };
    case 'error':
      return message.id === undefined ? state : refused(state, message.id, message.message);
  }
  return message satisfies never;
}

/** Other lines, with what is unread among them. */
export function withLines(state: RoomState, lines: readonly ShownLine[]): RoomState {
  const kept = lines.slice(-LINES_KEPT);
  const { reading } = state.chat;
  const readUntil = reading
    ? { ...state.chat.readUntil, [reading]: newest(kept, reading) ?? state.chat.readUntil[reading] }
    : state.chat.readUntil;
  const unreadOf = (room: ChatRoom) =>
    kept.filter((line) => line.to === room && line.n !== state.me && line.at > readUntil[room]).length;
  const unread = { all: unreadOf('all'), backroom: unreadOf('backroom') };
  return { ...state, chat: { lines: kept, reading, readUntil, unread } };
}

/** This chat is on the screen now; null: none. */
export function withReading(state: RoomState, reading: ChatRoom | null): RoomState {
  if (state.chat.reading === reading) return state;
  return withLines({ ...state, chat: { ...state.chat, reading } }, state.chat.lines);
}

/** What this browser remembers to have been read, before a reload. */
export function withReadUntil(state: RoomState, readUntil: Partial<Record<ChatRoom, string>>): RoomState {
  const chat = { ...state.chat, readUntil: { ...state.chat.readUntil, ...readUntil } };
  return withLines({ ...state, chat }, chat.lines);
}

export function withLine(state: RoomState, line: ShownLine): RoomState {
  return withLines(state, [...state.chat.lines.filter(({ id }) => id !== line.id), line]);
}

export function withoutLine(state: RoomState, id: string): RoomState {
  return withLines(
    state,
    state.chat.lines.filter((line) => line.id !== id),
  );
}

export function withNote(state: RoomState, note: ShownNote): RoomState {
  return { ...state, notes: inOrder([...state.notes.filter(({ id }) => id !== note.id), note]) };
}

const isOnlyMine = (line: ShownLine) => line.pending || line.failed !== undefined;

/** The Room's lines in its order; what it does not have yet stays last. A line that comes again is the same line. */
function merge(before: readonly ShownLine[], given: readonly ChatLine[]): ShownLine[] {
  const ids = new Set(given.map(({ id }) => id));
  const others = before.filter(({ id }) => !ids.has(id));
  const first = given[0]?.at ?? '';
  const said = others.filter((line) => !isOnlyMine(line));
  // After a reconnect the Room gives the newest: what is older than those is known already.
  return [
    ...said.filter(({ at }) => at <= first),
    ...given,
    ...said.filter(({ at }) => at > first),
    ...others.filter(isOnlyMine),
  ];
}

function newest(lines: readonly ShownLine[], room: ChatRoom): string | undefined {
  return lines.findLast((line) => line.to === room && !isOnlyMine(line))?.at;
}

/** All the Room has; what one wrote and it has not answered yet is newer. */
function refresh(before: readonly ShownNote[], given: readonly Note[]): ShownNote[] {
  const mine = before.filter((note) => note.pending || note.failed !== undefined || note.leaving);
  const ids = new Set(mine.map(({ id }) => id));
  return [...given.filter(({ id }) => !ids.has(id)), ...mine];
}

function heardNote(before: readonly ShownNote[], given: Note): ShownNote[] {
  const known = before.find(({ id }) => id === given.id);
  const others = before.filter((note) => note !== known);
  const left = (known?.pending ?? 0) - 1;
  if (known && left > 0) return [...others, { ...known, at: given.at, pending: left }];
  return [...others, { ...given, ...(known?.leaving && { leaving: known.leaving }) }];
}

function inOrder(notes: ShownNote[]): ShownNote[] {
  return notes.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function refused(state: RoomState, id: string, sentence: string): RoomState {
  const line = state.chat.lines.find((one) => one.id === id);
  if (line) return withLine(state, { ...settled(line), failed: sentence });
  const note = state.notes.find((one) => one.id === id);
  if (!note) return state;
  const { leaving, ...kept } = settled(note);
  // A deletion that was refused leaves the note as it is.
  return withNote(state, leaving ? kept : { ...kept, failed: sentence });
}

/** Without what was awaited. */
export function settled<Mine extends { pending?: unknown; failed?: string }>(
  mine: Mine,
): Omit<Mine, 'pending' | 'failed'> {
  const { pending: _, failed: __, ...rest } = mine;
  return rest;
}
