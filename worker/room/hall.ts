import { openDb } from '../db/open.ts';
import type { Ctx } from '../domain/context.ts';
import type { Env } from '../env.ts';
import { mediaFor, type Media } from '../media/index.ts';
import { createShelf } from '../recordings/shelf.ts';
import type { Shelf } from '../recordings/shelf-port.ts';
import type { SessionFacts } from './facts.ts';
import { openCopies, type Copies } from './kit/copies.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { createChatPace, type ChatPace } from './chat-pace.ts';
import { createQueues, type Queues } from './queues.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { openStore, type Store } from './store.ts';
import { openTalk, type Talk } from './talk.ts';

/** What the Room's parts share. Everything that must last is in `store`, `ledger`, `shelf`, `talk` and the sockets' attachments. */
export interface Hall {
  sessionId: string;
  env: Env;
  store: Store;
  ledger: Ledger;
  shelf: Shelf;
  /** Recordings that the service made, on their way into the bucket. */
  copies: Copies;
  talk: Talk;
  /** How fast each seat may still chat; in memory only. */
  chatPace: ChatPace;
  sockets: Sockets;
  media: Media;
  /** One queue of media calls per seat; work in flight only, nothing that must last. */
  queues: Queues;
  /** New transports, answered in the order in which they were asked for. */
  warmings: Queues;
  now(): number;
  /** For a domain verb; `now` may be when it happened. */
  domain(now: number): Ctx;
  /** Work that goes on after the answer. */
  later(work: Promise<unknown>): void;
  /** The Session's facts. The Room does nothing before it has them. */
  facts(): SessionFacts;
}

export function openHall(ctx: DurableObjectState, env: Env): Hall {
  const { sql } = ctx.storage;
  const store = openStore(sql);
  const later = (work: Promise<unknown>) => ctx.waitUntil(work);
  return {
    sessionId: ctx.id.name ?? store.facts()?.sessionId ?? '',
    env,
    store,
    ledger: openLedger(sql),
    shelf: createShelf(sql),
    copies: openCopies(sql),
    talk: openTalk(sql),
    chatPace: createChatPace(),
    sockets: createSockets(ctx),
    media: mediaFor(env),
    queues: createQueues(),
    warmings: createQueues(),
    now: () => Date.now(),
    domain: (now) => ({ db: openDb(env.DB), env, now, later }),
    later,
    facts() {
      const facts = store.facts();
      if (!facts) throw new Error('A Room without its Session.');
      return facts;
    },
  };
}
