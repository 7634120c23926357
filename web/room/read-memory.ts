import type { ChatRoom } from '../../wire/words.ts';
import { CHAT_ROOMS } from '../../wire/words.ts';

const key = (sessionId: string) => `fieldroom.read.${sessionId}`;

/** Until when this tab's person has read each chat, ISO: a reload must not make all of it new again. */
export function recallRead(sessionId: string): Partial<Record<ChatRoom, string>> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(sessionId)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const isChat = (name: string): name is ChatRoom => CHAT_ROOMS.some((room) => room === name);
    return Object.fromEntries(Object.entries(kept).filter(([name, at]) => isChat(name) && typeof at === 'string'));
  } catch (cause) {
    console.info('nothing remembered of what was read', cause);
    return {};
  }
}

export function rememberRead(sessionId: string, readUntil: Record<ChatRoom, string>): void {
  try {
    sessionStorage.setItem(key(sessionId), JSON.stringify(readUntil));
  } catch (cause) {
    console.info('not remembered what was read', cause);
  }
}
