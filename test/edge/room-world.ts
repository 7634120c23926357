import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import type { ClientMessageInput, RoomMessage } from '../../wire/room.ts';
import { ROOM_PROTOCOL } from '../../wire/room.ts';
import { MINUTE } from '../../wire/limits.ts';
import type { GuestPolicy, RecordingPolicy, Role, SeparateTracks } from '../../wire/words.ts';
import { openDb } from '../../worker/db/open.ts';
import { members, participants, sessions, studies, timeline, workspaces } from '../../worker/db/schema.ts';
import { planRoom } from '../../worker/domain/rooms.ts';
import { signTicket } from '../../worker/lib/tokens.ts';
import type { TicketClaims } from '../../worker/room/facts.ts';
import type { Room } from '../../worker/room/room.ts';

export interface RoomWorld {
  id: string;
  room: DurableObjectStub<Room>;
  participantId: string;
  hostId: string;
}

export interface RoomWish {
  /** ms from now. */
  startsIn?: number;
  length?: number;
  guestPolicy?: GuestPolicy;
  recordingPolicy?: RecordingPolicy;
  separateTracks?: SeparateTracks;
}

/** A Session of its own in D1, with a Room that has been told of it. Open since the start of time unless wished otherwise. */
export async function roomWorld(wish: RoomWish = {}): Promise<RoomWorld> {
  const { startsIn = 0, length = 30 * MINUTE, guestPolicy = 'talk', recordingPolicy = 'off' } = wish;
  const { separateTracks = 'off' } = wish;
  const now = Date.now();
  const db = openDb(env.DB);
  const [id, workspaceId, hostId, participantId, studyId] = Array.from({ length: 5 }, () => crypto.randomUUID());
  if (!id || !workspaceId || !hostId || !participantId || !studyId) throw new Error('unreachable');
  const startsAt = now + startsIn;
  await db.batch([
    db.insert(workspaces).values({ id: workspaceId, name: 'Lab', createdAt: now }),
    db.insert(members).values({
      id: hostId,
      workspaceId,
      email: `${hostId}@lab.example`,
      name: 'Rosa',
      zone: 'UTC',
      role: 'owner',
      createdAt: now,
    }),
    db
      .insert(participants)
      .values({ id: participantId, workspaceId, email: 'pat@people.example', name: 'Pat', createdAt: now }),
    db.insert(studies).values({
      id: studyId,
      workspaceId,
      title: 'Maps',
      lengthMinutes: 30,
      consentText: 'I agree.',
      guestPolicy,
      recordingPolicy,
      separateTracks,
      state: 'live',
      createdBy: hostId,
      createdAt: now,
    }),
    db.insert(sessions).values({
      id,
      workspaceId,
      studyId,
      participantId,
      hostId,
      startsAt,
      endsAt: startsAt + length,
      zone: 'UTC',
      linkKid: 't1',
      // Just now: too late for reminders, whose mails would still be leaving when the test is over.
      scheduledAt: now,
      createdAt: now,
    }),
  ]);
  await planRoom({ db, env, now, later: () => {} }, id);
  return { id, room: env.ROOM.getByName(id), participantId, hostId };
}

export interface Visitor {
  socket: WebSocket;
  seat: string;
  say(message: ClientMessageInput | Record<string, unknown> | string): void;
  /** The next message of this kind, heard already or to come; it and all before it are then forgotten. */
  hears<Kind extends RoomMessage['t']>(kind: Kind): Promise<Extract<RoomMessage, { t: Kind }>>;
  /** Kinds of what was heard and not asked for yet. */
  unheard(): string[];
  /** The same messages themselves. */
  left(): RoomMessage[];
  closed: Promise<number>;
}

export interface VisitWish extends Partial<TicketClaims> {
  ticket?: string;
}

/** Somebody at the door with a ticket as the route would sign it. */
export async function visit(world: RoomWorld, role: Role, wish: VisitWish = {}): Promise<Visitor> {
  const { ticket: given, ...claims } = wish;
  const seat = claims.seat ?? crypto.randomUUID();
  const names = { researcher: 'Rosa', participant: 'Pat', guest: '' };
  const person = { researcher: world.hostId, participant: world.participantId, guest: null }[role];
  const own = { seat, session: world.id, role, name: names[role], person, linkVersion: role === 'researcher' ? 0 : 1 };
  const ticket = given ?? (await signTicket(env.TICKET_KEYS, { ...own, ...claims }, Date.now()));
  const response = await world.room.fetch('https://fieldroom.test/socket', {
    headers: { upgrade: 'websocket', 'sec-websocket-protocol': `${ROOM_PROTOCOL}, ${ticket}` },
  });
  const socket = response.webSocket;
  if (!socket) throw new Error(`No socket: ${response.status}`);
  return listen(socket, seat);
}

function listen(socket: WebSocket, seat: string): Visitor {
  let heard: RoomMessage[] = [];
  let wake = () => {};
  const closed = Promise.withResolvers<number>();
  socket.addEventListener('message', ({ data }) => {
    heard.push(JSON.parse(data as string) as RoomMessage);
    wake();
  });
  socket.addEventListener('close', ({ code }) => closed.resolve(code));
  socket.accept();
  return {
    socket,
    seat,
    closed: closed.promise,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    unheard: () => heard.map((message) => message.t),
    left: () => heard,
    async hears<Kind extends RoomMessage['t']>(kind: Kind) {
      for (;;) {
        const at = heard.findIndex((message) => message.t === kind);
        if (at >= 0) {
          const found = heard[at] as Extract<RoomMessage, { t: Kind }>;
          heard = heard.slice(at + 1);
          return found;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

export type ComeWish = VisitWish & { enter?: Record<string, unknown> };

/** At the door, having asked to come in. */
export async function knock(world: RoomWorld, role: Role, wish: ComeWish = {}): Promise<Visitor> {
  const { enter = {}, ...claims } = wish;
  const visitor = await visit(world, role, claims);
  await visitor.hears('door');
  const named = role === 'guest' ? { name: 'Gus' } : {};
  visitor.say({ t: 'enter', mic: false, cam: false, ...named, ...enter });
  return visitor;
}

/** Through the door and in. */
export async function comeIn(world: RoomWorld, role: Role, wish: ComeWish = {}): Promise<Visitor> {
  const visitor = await knock(world, role, wish);
  await visitor.hears('welcome');
  return visitor;
}

/** Moves what the Room remembers into the past: then its alarm finds it due. */
export async function age(world: RoomWorld, table: 'seats' | 'documents', path: string, at: number): Promise<void> {
  await runInDurableObject(world.room, (_room, state) => {
    state.storage.sql.exec(
      `UPDATE ${table} SET json = json_set(json, ?, ?) WHERE json_extract(json, ?) IS NOT NULL`,
      path,
      at,
      path,
    );
  });
}

/** Asks again until the answer is there: the Room writes to D1 after it has answered. */
export async function soon<Value>(read: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await read();
    if (isThere(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Kinds, authors and details of the Session's timeline, as soon as the Room owes D1 nothing any more. */
export async function timelineAtRest(world: RoomWorld) {
  await atRest(world);
  const rows = await openDb(env.DB).select().from(timeline).where(eq(timeline.sessionId, world.id));
  return rows.map(({ kind, byName, detail }) => ({ kind, byName, detail }));
}

/** Until the Room owes D1 nothing: it writes its life when it has paid, which would undo what a test changes there. */
export const atRest = (world: RoomWorld) =>
  soon(
    () =>
      runInDurableObject(world.room, (_room, { storage }) =>
        storage.sql
          .exec<{ busy: number }>(
            "SELECT (SELECT count(*) FROM ledger) + (json_extract(json, '$.payAt') IS NOT NULL) AS busy FROM documents WHERE name = 'life'",
          )
          .one(),
      ),
    ({ busy }) => busy === 0,
  );
