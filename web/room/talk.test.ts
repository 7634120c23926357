import { expect, test } from 'vitest';
import { NOTE_AGO_MAX } from '../../wire/limits.ts';
import type { LinkView } from '../../wire/http.ts';
import type { ChatLine, ClientMessageInput, Note, Person, RoomMessage } from '../../wire/room.ts';
import type { ChatRoom } from '../../wire/words.ts';
import { firstState, reduce, watched } from './store.ts';
import { LINES_KEPT } from './talk-state.ts';
import { createTalk } from './talk.ts';

const ME = 1;
const ada: Person = {
  n: ME,
  role: 'researcher',
  name: 'Ada',
  mic: false,
  cam: false,
  screen: false,
  hand: false,
  away: false,
  q: 3,
};
const view = { seat: { id: 's', role: 'researcher', name: 'Ada' } } as LinkView;

/** A browser whose Room says what the test says; `said` is what it has sent. */
function browser(readBefore: Partial<Record<ChatRoom, string>> = {}) {
  const room = watched(firstState(view));
  const said: ClientMessageInput[] = [];
  let read = readBefore;
  const memory = { recall: () => read, remember: (now: typeof read) => void (read = now) };
  const talk = createTalk({ room, send: (message) => said.push(message), memory });
  const hear = (message: RoomMessage) => {
    room.update((state) => reduce(state, message, Date.now()));
    talk.heard(message);
  };
  const welcome = () =>
    hear({
      t: 'welcome',
      n: ME,
      people: [ada],
      recording: { state: 'off', since: null, savedMs: 0, by: null },
      startsAt: '2026-03-02T09:00:00Z',
      endsAt: '2026-03-02T09:45:00Z',
      now: new Date().toISOString(),
    });
  welcome();
  return {
    room,
    said,
    talk,
    hear,
    welcome,
    read: () => read,
    texts: () => room.get().chat.lines.map(({ text }) => text),
  };
}

const lineOf = (text: string, second: number, n = 2, to: ChatRoom = 'all'): ChatLine => ({
  id: `line ${text}`,
  n,
  name: n === ME ? 'Ada' : 'Lena',
  role: n === ME ? 'researcher' : 'participant',
  to,
  text,
  at: new Date(Date.parse('2026-03-02T09:00:00Z') + second * 1_000).toISOString(),
});
const noteOf = (id: string, text: string, second: number, n = 2): Note => ({
  id,
  n,
  name: 'Ada',
  text,
  at: new Date(Date.parse('2026-03-02T09:00:00Z') + second * 1_000).toISOString(),
});
const idOf = (message: ClientMessageInput | undefined) => (message && 'id' in message ? message.id : '');

test("a line of one's own is shown at once, and is said once the Room has it", () => {
  const { room, said, talk, hear } = browser();
  talk.actions.say('all', ' Hello ');
  expect(said).toMatchObject([{ t: 'chat', to: 'all', text: 'Hello' }]);
  expect(room.get().chat.lines).toMatchObject([{ text: 'Hello', n: ME, name: 'Ada', pending: true }]);
  hear({ t: 'chat', line: { ...lineOf('Hello', 1, ME), id: idOf(said[0]) } });
  expect(room.get().chat.lines).toHaveLength(1);
  expect(room.get().chat.lines[0]).not.toHaveProperty('pending');
});

test('what is written while the socket is lost goes with the next welcome, under the same id', () => {
  const { said, talk, hear, welcome } = browser();
  talk.actions.say('all', 'On its way');
  talk.away();
  talk.actions.say('backroom', 'Written meanwhile');
  expect(said).toHaveLength(1);
  welcome();
  expect(said).toHaveLength(3);
  expect(said.slice(1)).toMatchObject([{ text: 'On its way' }, { text: 'Written meanwhile', to: 'backroom' }]);
  expect(idOf(said[1])).toBe(idOf(said[0]));
  hear({ t: 'chat', line: { ...lineOf('On its way', 1, ME), id: idOf(said[0]) } });
  talk.away();
  welcome();
  expect(said.slice(3)).toMatchObject([{ text: 'Written meanwhile' }]);
});

test('a refused line says why, is not sent by itself again, and can be tried again or forgotten', () => {
  const { room, said, talk, hear, welcome } = browser();
  talk.actions.say('all', 'Too fast');
  const id = idOf(said[0]);
  hear({ t: 'error', code: 'too_many_messages', message: 'Slower, please.', re: 'chat', id });
  expect(room.get().chat.lines).toMatchObject([{ failed: 'Slower, please.' }]);
  expect(room.get().notice).toBeNull();
  talk.away();
  welcome();
  expect(said).toHaveLength(1);
  talk.actions.sayAgain(id);
  expect(said.map(idOf)).toEqual([id, id]);
  expect(room.get().chat.lines).toMatchObject([{ pending: true }]);
  hear({ t: 'error', code: 'too_many_messages', message: 'Slower, please.', re: 'chat', id });
  talk.actions.unsay(id);
  expect(room.get().chat.lines).toEqual([]);
});

test("the Room's order counts; what it does not have yet stays last", () => {
  const { said, talk, hear, texts } = browser();
  talk.actions.say('all', 'mine');
  talk.actions.say('all', 'mine too');
  hear({ t: 'chat', line: lineOf('hers', 1) });
  expect(texts()).toEqual(['hers', 'mine', 'mine too']);
  hear({ t: 'chat', line: { ...lineOf('mine', 2, ME), id: idOf(said[0]) } });
  hear({ t: 'chat', line: lineOf('hers again', 3) });
  expect(texts()).toEqual(['hers', 'mine', 'hers again', 'mine too']);
});

test('after a reconnect the lines that are given again are the same lines, and older ones stay', () => {
  const { hear, texts } = browser();
  hear({ t: 'chats', lines: [lineOf('a', 1), lineOf('b', 2)] });
  hear({ t: 'chats', lines: [lineOf('b', 2), lineOf('c', 3)] });
  expect(texts()).toEqual(['a', 'b', 'c']);
  hear({ t: 'chat', line: lineOf('c', 3) });
  expect(texts()).toEqual(['a', 'b', 'c']);
});

test('what the others write is unread until its chat is on the screen, by chat', () => {
  const { room, talk, hear } = browser();
  hear({ t: 'chats', lines: [lineOf('a', 1), lineOf('b', 2, 2, 'backroom'), lineOf('mine', 3, ME)] });
  expect(room.get().chat.unread).toEqual({ all: 1, backroom: 1 });
  talk.actions.readChat('all');
  expect(room.get().chat.unread).toEqual({ all: 0, backroom: 1 });
  hear({ t: 'chat', line: lineOf('c', 4) });
  hear({ t: 'chat', line: lineOf('d', 5, 2, 'backroom') });
  expect(room.get().chat.unread).toEqual({ all: 0, backroom: 2 });
  talk.actions.readChat(null);
  hear({ t: 'chat', line: lineOf('e', 6) });
  expect(room.get().chat.unread).toEqual({ all: 1, backroom: 2 });
});

test('what was read before a reload is not new again after it', () => {
  const before = browser();
  before.talk.actions.readChat('all');
  before.hear({ t: 'chat', line: lineOf('a', 1) });
  const after = browser(before.read());
  after.hear({ t: 'chats', lines: [lineOf('a', 1), lineOf('b', 2)] });
  expect(after.room.get().chat.unread).toEqual({ all: 1, backroom: 0 });
});

test('a very long chat forgets its oldest lines on the page', () => {
  const { room, hear } = browser();
  hear({ t: 'chats', lines: Array.from({ length: LINES_KEPT }, (_, at) => lineOf(`${at}`, at)) });
  expect(room.get().chat.lines).toHaveLength(LINES_KEPT);
  hear({ t: 'chat', line: lineOf('one more', LINES_KEPT) });
  expect(room.get().chat.lines).toHaveLength(LINES_KEPT);
  expect(room.get().chat.lines[0]?.text).toBe('1');
  expect(room.get().chat.lines.at(-1)?.text).toBe('one more');
});

test('a note belongs to when its writing began, also when it is sent after a reconnect', () => {
  const { room, said, talk, welcome } = browser();
  talk.away();
  const startedAt = Date.now() - 60_000;
  const id = talk.actions.addNote('Looks for the price', startedAt);
  welcome();
  expect(said).toMatchObject([{ t: 'note', id, text: 'Looks for the price' }]);
  const { agoMs } = said[0] as Extract<ClientMessageInput, { t: 'note' }>;
  expect(agoMs).toBeGreaterThanOrEqual(60_000);
  expect(room.get().notes).toMatchObject([{ id, pending: 1 }]);
});

test('a note is never sent for a moment longer ago than the Room takes', () => {
  const { said, talk } = browser();
  talk.actions.addNote('Old', Date.now() - NOTE_AGO_MAX - 60_000);
  expect(said).toMatchObject([{ agoMs: NOTE_AGO_MAX }]);
});

test('words given to a marker before the Room has answered it are not undone by that answer', () => {
  const { room, talk, hear } = browser();
  const id = talk.actions.addNote('', Date.now());
  talk.actions.changeNote(id, 'Hesitates');
  hear({ t: 'note', note: noteOf(id, '', 1, ME) });
  expect(room.get().notes).toMatchObject([{ text: 'Hesitates', pending: 1 }]);
  hear({ t: 'note', note: noteOf(id, 'Hesitates', 1, ME) });
  expect(room.get().notes).toEqual([noteOf(id, 'Hesitates', 1, ME)]);
});

test('notes stand by the moment they belong to, whenever they come', () => {
  const { room, hear } = browser();
  hear({ t: 'notes', notes: [noteOf('a', 'A', 1), noteOf('c', 'C', 9)] });
  hear({ t: 'note', note: noteOf('b', 'B', 5) });
  expect(room.get().notes.map(({ text }) => text)).toEqual(['A', 'B', 'C']);
  hear({ t: 'unnote', id: 'c' });
  expect(room.get().notes.map(({ text }) => text)).toEqual(['A', 'B']);
});

test('a note taken back and kept was never deleted', () => {
  const { room, said, talk, hear } = browser();
  hear({ t: 'notes', notes: [noteOf('a', 'A', 1, ME)] });
  talk.actions.takeNoteBack('a');
  expect(room.get().notes).toMatchObject([{ leaving: 'undoable' }]);
  talk.actions.keepNote('a');
  talk.settle();
  expect(said).toEqual([]);
  expect(room.get().notes).toEqual([noteOf('a', 'A', 1, ME)]);
});

test('who leaves does not wait for the time to undo: the note is deleted now', () => {
  const { room, said, talk, hear } = browser();
  hear({ t: 'notes', notes: [noteOf('a', 'A', 1, ME)] });
  talk.actions.takeNoteBack('a');
  talk.settle();
  expect(said).toEqual([{ t: 'unnote', id: 'a' }]);
  hear({ t: 'unnote', id: 'a' });
  expect(room.get().notes).toEqual([]);
});

test('a deletion that was under way when the socket was lost is said again', () => {
  const { said, talk, hear, welcome } = browser();
  hear({ t: 'notes', notes: [noteOf('a', 'A', 1, ME)] });
  talk.away();
  talk.actions.takeNoteBack('a');
  talk.settle();
  expect(said).toEqual([]);
  welcome();
  hear({ t: 'notes', notes: [noteOf('a', 'A', 1, ME)] });
  expect(said).toEqual([{ t: 'unnote', id: 'a' }]);
});

test('a refused note keeps its words and says why; a refused deletion leaves the note as it was', () => {
  const { room, talk, hear } = browser();
  const id = talk.actions.addNote('One too many', Date.now());
  hear({ t: 'error', code: 'notes_full', message: 'Full.', re: 'note', id });
  expect(room.get().notes).toMatchObject([{ text: 'One too many', failed: 'Full.' }]);
  talk.actions.takeNoteBack(id);
  talk.settle();
  hear({ t: 'error', code: 'not_allowed', message: 'Not yours.', re: 'unnote', id });
  expect(room.get().notes[0]).not.toHaveProperty('leaving');
});
