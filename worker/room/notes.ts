import { AppError } from '../../wire/errors.ts';
import { NOTES_MAX } from '../../wire/limits.ts';
import type { Note, RoomMessage, Said } from '../../wire/room.ts';
import type { Role } from '../../wire/words.ts';
import { cleanText } from './chat.ts';
import type { NoteChange } from './facts.ts';
import type { Hall } from './hall.ts';
import { attachmentOf, send } from './sockets.ts';

const READERS: readonly Role[] = ['researcher'];
const OTHERS = 'That note is somebody else’s.';

/** A note or marker, or another text for one's own. AppError `not_allowed`, `notes_full`. */
export function note(hall: Hall, socket: WebSocket, { id, text, agoMs }: Said<'note'>): void {
  const { seat } = attachmentOf(socket).claims;
  const memberId = memberOf(socket);
  const record = hall.store.seat(seat);
  if (!record) return;
  const before = hall.talk.note(id);
  if (before && before.memberId !== memberId) throw new AppError('not_allowed', { message: OTHERS });
  if (!before && hall.talk.countNotes() >= NOTES_MAX) throw new AppError('notes_full');
  const now = hall.now();
  const at = new Date(momentOf(hall, now - agoMs, now)).toISOString();
  const fresh: Note = { id, n: record.n, name: record.name, text: '', at };
  const written: Note = { ...(before?.note ?? fresh), text: cleanText(text) };
  hall.talk.saveNote(written, memberId);
  hall.ledger.owe({ what: 'note', note: written, memberId }, now);
  tell(hall, { t: 'note', note: written });
}

/** Nothing is noted of a time when nobody was in. */
const momentOf = (hall: Hall, at: number, now: number): number =>
  Math.min(now, Math.max(at, hall.store.life().firstInAt ?? at));

/** Takes one's own note back; one that is gone already stays gone. AppError `not_allowed`. */
export function unnote(hall: Hall, socket: WebSocket, id: string): void {
  const before = hall.talk.note(id);
  if (!before) return send(socket, { t: 'unnote', id });
  if (before.memberId !== memberOf(socket)) throw new AppError('not_allowed', { message: OTHERS });
  hall.talk.dropNote(id);
  hall.ledger.owe({ what: 'unnote', id }, hall.now());
  tell(hall, { t: 'unnote', id });
}

/** A note was written, changed or deleted on the dashboard, where D1 knows it already. */
export function learnNote(hall: Hall, change: NoteChange): void {
  if (change.note === null) {
    hall.talk.dropNote(change.id);
    return tell(hall, { t: 'unnote', id: change.id });
  }
  const n = hall.talk.note(change.id)?.note.n ?? 0;
  const written: Note = { id: change.id, n, ...change.note };
  hall.talk.saveNote(written, change.memberId);
  tell(hall, { t: 'note', note: written });
}

/** Right after a Researcher's `welcome`: all notes there are. */
export function giveNotes(hall: Hall, socket: WebSocket): void {
  if (!READERS.includes(attachmentOf(socket).claims.role)) return;
  const notes = hall.talk.notes();
  if (notes.length > 0) send(socket, { t: 'notes', notes });
}

const tell = (hall: Hall, message: RoomMessage): void => hall.sockets.tellRoles(READERS, message);

/** Notes belong to the member, whichever browser they come back with. */
function memberOf(socket: WebSocket): string {
  const { person, seat } = attachmentOf(socket).claims;
  return person ?? seat;
}
