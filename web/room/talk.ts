import { NOTE_AGO_MAX } from '../../wire/limits.ts';
import type { ChatLine, ClientMessageInput, RoomMessage } from '../../wire/room.ts';
import type { ChatRoom } from '../../wire/words.ts';
import type { ReadMemory } from './read-memory.ts';
import type { RoomActions, RoomState, ShownNote } from './state.ts';
import type { Watched } from './store.ts';
import {
  isTalk,
  reduceTalk,
  settled,
  withLine,
  withNote,
  withReading,
  withReadUntil,
  withoutLine,
} from './talk-state.ts';

/** A deleted note can be had back for so long: time to read 'Undo' and to reach for it. ms */
export const UNDO_WITHIN = 10_000;

export interface TalkActions extends Pick<
  RoomActions,
  'say' | 'sayAgain' | 'unsay' | 'readChat' | 'changeNote' | 'takeNoteBack' | 'keepNote'
> {
  addNote: (text: string, startedAt: number, id?: string) => string;
}

export interface Talk {
  actions: TalkActions;
  /** A message of the Room. After `welcome`, what the Room has not answered yet is said again. */
  heard: (message: RoomMessage) => void;
  /** The socket is gone: what is written waits for the next `welcome`. */
  away: () => void;
  /** Before one leaves: deletions that could still be undone happen now. */
  settle: () => void;
}

export interface TalkParts {
  room: Watched<RoomState>;
  send: (message: ClientMessageInput) => void;
  memory: ReadMemory;
}

/** Chats and notes of this person. All that is awaited stands in the state; the ids make saying it twice harmless. */
export function createTalk({ room, send, memory }: TalkParts): Talk {
  let isIn = false;
  const undoable = new Map<string, ReturnType<typeof setTimeout>>();
  const serverNow = () => Date.now() + room.get().clockSkew;

  room.update((state) => withReadUntil(state, memory.recall()));

  function tell(message: ClientMessageInput): void {
    if (isIn) send(message);
  }

  function sayLine({ id, to, text }: ChatLine): void {
    tell({ t: 'chat', id, to, text });
  }

  function sayNote({ id, text, at }: ShownNote): void {
    const agoMs = Math.round(Math.min(Math.max(serverNow() - Date.parse(at), 0), NOTE_AGO_MAX));
    tell({ t: 'note', id, text, agoMs });
  }

  function awaitLine(line: ChatLine): void {
    room.update((state) => withLine(state, { ...line, pending: true }));
    sayLine(line);
  }

  function awaitNote(note: ShownNote, before = 0): void {
    const awaited = { ...settled(note), pending: before + 1 };
    room.update((state) => withNote(state, awaited));
    sayNote(awaited);
  }

  function noteOf(id: string): ShownNote | undefined {
    return room.get().notes.find((note) => note.id === id);
  }

  function deleteNow(id: string): void {
    clearTimeout(undoable.get(id));
    undoable.delete(id);
    const note = noteOf(id);
    if (note) room.update((state) => withNote(state, { ...note, leaving: 'told' }));
    tell({ t: 'unnote', id });
  }

  function sayAllAgain(): void {
    const { chat, notes } = room.get();
    for (const line of chat.lines) if (line.pending) sayLine(line);
    for (const note of notes) {
      if (note.leaving === 'told') tell({ t: 'unnote', id: note.id });
      else if (note.pending) awaitNote(note);
    }
  }

  return {
    actions: {
      say(to, text) {
        const { me, people, view } = room.get();
        const name = people.get(me)?.name ?? view.seat.name;
        const at = new Date(serverNow()).toISOString();
        awaitLine({ id: crypto.randomUUID(), n: me, name, role: view.seat.role, to, text: text.trim(), at });
      },
      sayAgain(id) {
        const line = room.get().chat.lines.find((one) => one.id === id && one.failed !== undefined);
        if (line) awaitLine(settled(line));
      },
      unsay: (id) => room.update((state) => withoutLine(state, id)),
      readChat(chat: ChatRoom | null) {
        room.update((state) => withReading(state, chat));
        memory.remember(room.get().chat.readUntil);
      },
      addNote(text, startedAt, id = crypto.randomUUID()) {
        const { me, people, view, clockSkew } = room.get();
        const name = people.get(me)?.name ?? view.seat.name;
        awaitNote({ id, n: me, name, text: text.trim(), at: new Date(startedAt + clockSkew).toISOString() });
        return id;
      },
      changeNote(id, text) {
        const note = noteOf(id);
        if (note) awaitNote({ ...note, text: text.trim() }, note.pending);
      },
      takeNoteBack(id) {
        const note = noteOf(id);
        if (!note || note.leaving) return;
        room.update((state) => withNote(state, { ...note, leaving: 'undoable' }));
        undoable.set(
          id,
          setTimeout(() => deleteNow(id), UNDO_WITHIN),
        );
      },
      keepNote(id) {
        const note = noteOf(id);
        if (note?.leaving !== 'undoable') return;
        clearTimeout(undoable.get(id));
        undoable.delete(id);
        const { leaving: _, ...kept } = note;
        room.update((state) => withNote(state, kept));
      },
    },
    heard(message) {
      if (isTalk(message)) room.update((state) => reduceTalk(state, message));
      if (message.t === 'welcome') {
        isIn = true;
        sayAllAgain();
      }
      if (message.t === 'chat' && room.get().chat.reading) memory.remember(room.get().chat.readUntil);
    },
    away() {
      isIn = false;
    },
    settle() {
      for (const id of undoable.keys()) deleteNow(id);
    },
  };
}
