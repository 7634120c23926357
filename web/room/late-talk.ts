import type { Talk, TalkParts } from './talk.ts';

type Modules = [typeof import('./talk.ts'), typeof import('./read-memory.ts')];

/** After it could not be fetched, ms; the network may be away for a moment. */
const AGAIN_AFTER = 3_000;

/**
 * Chats and notes (talk.ts), fetched after the first picture or when they are first used; what the Room says of them until then is
 * kept and taken in afterwards.
 */
export function createLateTalk(parts: Omit<TalkParts, 'memory'>, sessionId: string): Talk & { load: () => void } {
  let talk: Talk | null = null;
  let loading = false;
  let kept: ((talk: Talk) => void)[] = [];

  function load(): void {
    if (loading) return;
    loading = true;
    Promise.all([import('./talk.ts'), import('./read-memory.ts')]).then(arrive, (error: unknown) => {
      console.warn('Chats and notes come later', error);
      loading = false;
      setTimeout(load, AGAIN_AFTER);
    });
  }

  function arrive([{ createTalk }, { readMemory }]: Modules): void {
    talk = createTalk({ ...parts, memory: readMemory(sessionId) });
    for (const work of kept) work(talk);
    kept = [];
  }

  function withTalk(work: (talk: Talk) => void): void {
    if (talk) work(talk);
    else kept.push(work);
  }

  function act(work: (actions: Talk['actions']) => void): void {
    withTalk((talk) => work(talk.actions));
    load();
  }

  return {
    load,
    heard(message) {
      withTalk((talk) => talk.heard(message));
    },
    away() {
      withTalk((talk) => talk.away());
    },
    settle() {
      talk?.settle();
    },
    actions: {
      say: (to, text) => act((talk) => talk.say(to, text)),
      sayAgain: (id) => act((talk) => talk.sayAgain(id)),
      unsay: (id) => act((talk) => talk.unsay(id)),
      readChat: (chat) => act((talk) => talk.readChat(chat)),
      addNote(text, startedAt, id = crypto.randomUUID()) {
        act((talk) => talk.addNote(text, startedAt, id));
        return id;
      },
      changeNote: (id, text) => act((talk) => talk.changeNote(id, text)),
      takeNoteBack: (id) => act((talk) => talk.takeNoteBack(id)),
      keepNote: (id) => act((talk) => talk.keepNote(id)),
    },
  };
}
