import { AppError } from '../../wire/errors.ts';
import { CHAT_GIVEN } from '../../wire/limits.ts';
import type { ChatLine, Said } from '../../wire/room.ts';
import { CHAT_ROOMS, type ChatRoom, type Role } from '../../wire/words.ts';
import type { Hall } from './hall.ts';
import { attachmentOf, send } from './sockets.ts';

/**
 * Who reads and writes in a chat, Guests who can only watch too: the backroom never travels to the Participant's socket
 * (PRODUCT.md, In the room).
 */
export const READERS: Record<ChatRoom, readonly Role[]> = {
  all: ['researcher', 'participant', 'guest'],
  backroom: ['researcher', 'guest'],
};

/**
 * Says a line to all who may read it. The same id of the same seat again (after a reconnect) is answered with what was said then,
 * and told to nobody twice. AppError `not_allowed`, `message_bad`, `too_many_messages`.
 */
export function say(hall: Hall, socket: WebSocket, { id, to, text }: Said<'chat'>): void {
  const { seat, role } = attachmentOf(socket).claims;
  const record = hall.store.seat(seat);
  if (!record) return;
  if (!READERS[to].includes(role)) throw new AppError('not_allowed');
  const said = hall.talk.line(id);
  if (said?.seat === seat) return send(socket, { t: 'chat', line: said.line });
  const clean = cleanText(text);
  if (said || clean === '') throw new AppError('message_bad');
  const now = hall.now();
  if (!hall.chatPace.take(seat, now)) throw new AppError('too_many_messages');
  const line: ChatLine = {
    id,
    n: record.n,
    name: record.name,
    role,
    to,
    text: clean,
    at: new Date(now).toISOString(),
  };
  hall.talk.addLine(line, seat);
  hall.ledger.owe({ what: 'chat', line, seatId: seat }, now);
  hall.sockets.tellRoles(READERS[to], { t: 'chat', line });
}

/** Right after `welcome`: what was said before, as far as this role may read it. */
export function giveChats(hall: Hall, socket: WebSocket): void {
  const { role } = attachmentOf(socket).claims;
  const rooms = CHAT_ROOMS.filter((room) => READERS[room].includes(role));
  const lines = hall.talk.newestLines(rooms, CHAT_GIVEN);
  if (lines.length > 0) send(socket, { t: 'chats', lines });
}

/** Text as the others may see it: line breaks stay, other control characters go. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim();
