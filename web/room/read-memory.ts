import type { ChatRoom } from '../../wire/words.ts';
import { CHAT_ROOMS } from '../../wire/words.ts';

export interface ReadMemory {
  recall: () => Partial<Record<ChatRoom, string>>;
  remember: (readUntil: Record<ChatRoom, string>) => void;
}

/** Until when this tab's person has read each chat, ISO: a reload must not make all of it new again. */
export function readMemory(sessionId: string): ReadMemory {
  const key = `fieldroom.read.${sessionId}`;
  return {
    recall() {
      try {
        const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
        if (typeof kept !== 'object' || kept === null) return {};
        const isChat = (name: string): name is ChatRoom => CHAT_ROOMS.some((room) => room === name);
        return Object.fromEntries(Object.entries(kept).filter(([name, at]) => isChat(name) && typeof at === 'string'));
      } catch (cause) {
        console.info('nothing remembered of what was read', cause);
        return {};
      }
    },
    remember(readUntil) {
      try {
        sessionStorage.setItem(key, JSON.stringify(readUntil));
      } catch (cause) {
        console.info('not remembered what was read', cause);
      }
    },
  };
}
