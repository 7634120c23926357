import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { age, atRest, comeIn, roomWorld, soon, visit, type RoomWorld } from '../../test/edge/room-world.ts';
import { HOUR, MINUTE, SEAT_GRACE } from '../../wire/limits.ts';
import { CLOSE } from '../../wire/room.ts';
import { openDb } from '../db/open.ts';
import { attendance, sessions, timeline } from '../db/schema.ts';
import { signTicket } from '../lib/tokens.ts';

const db = openDb(env.DB);
const sessionOf = async (world: RoomWorld) => {
  const [row] = await db.select().from(sessions).where(eq(sessions.id, world.id));
  if (!row) throw new Error('no such Session');
  return row;
};
const staysOf = (world: RoomWorld) => db.select().from(attendance).where(eq(attendance.sessionId, world.id));
const kindsOf = async (world: RoomWorld) => {
  const rows = await db.select().from(timeline).where(eq(timeline.sessionId, world.id)).orderBy(timeline.at);
  return rows.map((row) => row.kind);
};
const evict = (world: RoomWorld) => evictDurableObject(world.room);

test('a Session from the door to its end: everybody sees the others, and D1 knows what happened', async () => {
  const world = await roomWorld();
  const rosa = await visit(world, 'researcher');
  expect(await rosa.hears('door')).toMatchObject({ state: 'open', inside: 0 });
  rosa.say({ t: 'enter', mic: true, cam: false });
  const welcome = await rosa.hears('welcome');
  expect(welcome.people).toEqual([
    {
      n: welcome.n,
      role: 'researcher',
      name: 'Rosa',
      mic: true,
      cam: false,
      screen: false,
      hand: false,
      away: false,
      q: 3,
    },
  ]);
  await evict(world);
  const pat = await comeIn(world, 'participant');
  const { p } = await rosa.hears('in');
  expect(p).toMatchObject({ role: 'participant', name: 'Pat' });
  expect(
    (
      await soon(
        () => sessionOf(world),
        (row) => row.inside === 2,
      )
    ).status,
  ).toBe('scheduled');
  await evict(world);
  pat.say({ t: 'state', hand: true });
  expect(await rosa.hears('set')).toEqual({ t: 'set', n: p.n, hand: true });
  await evict(world);
  rosa.say({ t: 'end' });
  expect(await pat.hears('gone')).toEqual({ t: 'gone', why: 'ended', by: 'Rosa' });
  expect(await rosa.hears('gone')).toMatchObject({ why: 'ended' });
  expect(await pat.closed).toBe(CLOSE.gone);
  const session = await soon(
    () => sessionOf(world),
    (row) => row.status !== 'scheduled',
  );
  expect(session).toMatchObject({ status: 'completed', inside: 0, completedAt: expect.any(Number) });
  const stays = await staysOf(world);
  expect(stays).toHaveLength(2);
  expect(stays.every((stay) => stay.wentAt !== null)).toBe(true);
  expect((await kindsOf(world)).sort()).toEqual(['completed', 'ended_for_all', 'joined', 'joined', 'left', 'left']);
});

test('after the end nobody comes in any more', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const waiting = await visit(world, 'guest');
  rosa.say({ t: 'end' });
  expect(await waiting.hears('gone')).toMatchObject({ why: 'ended' });
  const late = await visit(world, 'guest');
  expect(await late.hears('gone')).toMatchObject({ why: 'over' });
});

test('leaving tells the others and lets one come back with the same number', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  const { p } = await rosa.hears('in');
  gus.say({ t: 'leave' });
  expect(await gus.hears('gone')).toMatchObject({ why: 'left' });
  expect(await rosa.hears('out')).toEqual({ t: 'out', n: p.n, why: 'left' });
  await comeIn(world, 'guest', { seat: gus.seat });
  expect((await rosa.hears('in')).p.n).toBe(p.n);
});

test('before it opens the door says so, and Join is refused', async () => {
  const world = await roomWorld({ startsIn: HOUR });
  const rosa = await visit(world, 'researcher');
  expect(await rosa.hears('door')).toMatchObject({ state: 'early' });
  rosa.say({ t: 'enter', mic: false, cam: false });
  expect(await rosa.hears('error')).toMatchObject({ code: 'room_not_open', re: 'enter' });
});

test('a lost socket keeps its seat for a while, also through an eviction', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  const { p } = await rosa.hears('in');
  pat.socket.close(1000, 'lost');
  expect(await rosa.hears('set')).toEqual({ t: 'set', n: p.n, away: true });
  await evict(world);
  const back = await visit(world, 'participant', { seat: pat.seat });
  await back.hears('door');
  back.say({ t: 'enter', mic: true, cam: false });
  expect((await back.hears('welcome')).n).toBe(p.n);
  expect(await rosa.hears('set')).toMatchObject({ n: p.n, away: false, mic: true });
  expect(await staysOf(world)).toHaveLength(2);
});

test('a seat not taken again within the grace is lost', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  const { p } = await rosa.hears('in');
  gus.socket.close(1000, 'lost');
  await rosa.hears('set');
  await age(world, 'seats', '$.awaySince', Date.now() - SEAT_GRACE - 1);
  await evict(world);
  await runDurableObjectAlarm(world.room);
  expect(await rosa.hears('out')).toEqual({ t: 'out', n: p.n, why: 'lost' });
  const stays = await soon(
    () => staysOf(world),
    (rows) => rows.some((row) => row.wentAt !== null),
  );
  expect(stays.find((row) => row.role === 'guest')?.wentAt).not.toBeNull();
});

test('a second socket of a seat takes over when it enters', async () => {
  const world = await roomWorld();
  const first = await comeIn(world, 'researcher');
  await comeIn(world, 'researcher', { seat: first.seat });
  expect(await first.hears('gone')).toMatchObject({ why: 'replaced' });
  expect(await staysOf(world)).toHaveLength(1);
});

test('a ticket opens one socket, of its own Session, and only a good one', async () => {
  const world = await roomWorld();
  const other = await roomWorld();
  const claims = { seat: 's', session: world.id, role: 'guest', name: '', person: null, linkVersion: 1 } as const;
  const ticket = await signTicket(env.TICKET_KEYS, claims, Date.now());
  expect(await (await visit(world, 'guest', { ticket })).hears('door')).toBeTruthy();
  for (const [place, bad] of [
    [world, ticket],
    [other, await signTicket(env.TICKET_KEYS, claims, Date.now())],
    [world, await signTicket(env.TICKET_KEYS, claims, Date.now() - 2 * MINUTE)],
    [world, `${ticket.slice(0, -4)}AAAA`],
    [world, ''],
  ] as const) {
    const visitor = await visit(place, 'guest', { ticket: bad });
    expect(await visitor.hears('error')).toMatchObject({ code: 'ticket_bad' });
    expect(await visitor.closed).toBe(CLOSE.ticket);
  }
});

test('a regenerated Guest link turns away who waits and removes who is in, unless they are kept', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const kept = await comeIn(world, 'guest');
  const waiting = await visit(world, 'guest');
  expect(await world.room.regenerateGuestLink(2, true)).toEqual({ kept: [kept.seat] });
  expect(await waiting.hears('gone')).toMatchObject({ why: 'link_regenerated' });
  kept.say({ t: 'state', hand: true });
  await rosa.hears('set');
  const late = await visit(world, 'guest', { linkVersion: 1 });
  expect(await late.hears('gone')).toMatchObject({ why: 'link_regenerated' });
  expect(await world.room.regenerateGuestLink(3, false)).toEqual({ kept: [] });
  expect(await kept.hears('gone')).toMatchObject({ why: 'link_regenerated' });
  expect(await rosa.hears('out')).toMatchObject({ why: 'link_regenerated' });
});

test('Guests who may only watch cannot show or send anything', async () => {
  const world = await roomWorld({ guestPolicy: 'watch' });
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  await rosa.hears('in');
  gus.say({ t: 'state', mic: true });
  expect(await gus.hears('error')).toMatchObject({ code: 'not_allowed', re: 'state' });
  gus.say({ t: 'publish', offer: 'v=0', tracks: [{ mid: '1', kind: 'mic' }] });
  expect(await gus.hears('error')).toMatchObject({ code: 'not_allowed', re: 'publish' });
  expect(rosa.unheard()).toEqual([]);
});

test('a Guest who says End changes nothing', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  await rosa.hears('in');
  gus.say({ t: 'end' });
  expect(await gus.hears('error')).toMatchObject({ code: 'not_allowed', re: 'end' });
  expect(rosa.unheard()).toEqual([]);
  expect((await sessionOf(world)).status).toBe('scheduled');
});

test('Guests need a name, the Participant needs to agree to the present text', async () => {
  const world = await roomWorld({ recordingPolicy: 'automatic' });
  const gus = await visit(world, 'guest');
  for (const name of ['', '   ', 'a'.repeat(81), 'line\nbreak', '\u202eevil']) {
    gus.say({ t: 'enter', mic: false, cam: false, name });
    expect(await gus.hears('error')).toMatchObject({ code: 'name_needed', re: 'enter' });
  }
  gus.say({ t: 'enter', mic: false, cam: false, name: '🦊'.repeat(80) });
  await gus.hears('welcome');
  const pat = await visit(world, 'participant');
  pat.say({ t: 'enter', mic: false, cam: false });
  expect(await pat.hears('error')).toMatchObject({ code: 'consent_needed' });
  pat.say({ t: 'enter', mic: false, cam: false, consent: { version: 7 } });
  expect(await pat.hears('error')).toMatchObject({ code: 'consent_changed' });
  pat.say({ t: 'enter', mic: false, cam: false, consent: { version: 1 } });
  expect(await pat.hears('welcome')).toMatchObject({ recording: { state: 'waiting' } });
  await soon(
    () => kindsOf(world),
    (kinds) => kinds.includes('consented'),
  );
});

test('garbage is answered and, when it goes on, shut out; the room goes on', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const gus = await comeIn(world, 'guest');
  for (const garbage of ['', '{', 'null', '{"t":"dance"}', '{"t":"state","mic":"yes"}']) {
    gus.say(garbage);
    expect(await gus.hears('error')).toMatchObject({ code: 'message_bad' });
  }
  expect(await gus.closed).toBe(CLOSE.garbage);
  rosa.say({ t: 'state', hand: true });
  await rosa.hears('set');
});

test('a message too large is refused in words', async () => {
  const world = await roomWorld();
  const gus = await comeIn(world, 'guest');
  gus.say('x'.repeat(300_000));
  expect(await gus.hears('error')).toMatchObject({ code: 'message_too_large' });
});

test('a Session that was met in and left after its end is Completed by the empty room', async () => {
  const world = await roomWorld({ startsIn: -31 * MINUTE });
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  rosa.say({ t: 'leave' });
  pat.say({ t: 'leave' });
  await soon(
    () => sessionOf(world),
    (row) => row.inside === 0,
  );
  await atRest(world);
  await age(world, 'documents', '$.endsAt', Date.now() - 6 * MINUTE);
  await evict(world);
  await age(world, 'documents', '$.emptySince', Date.now() - 6 * MINUTE + 5_000);
  await evict(world);
  await runDurableObjectAlarm(world.room);
  expect(
    (
      await soon(
        () => sessionOf(world),
        (row) => row.status !== 'scheduled',
      )
    ).status,
  ).toBe('completed');
});

test('a Session left before its end and over its end is left for review, and its room stays open', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const pat = await comeIn(world, 'participant');
  rosa.say({ t: 'leave' });
  pat.say({ t: 'leave' });
  await soon(
    () => staysOf(world),
    (rows) => rows.length === 2 && rows.every((row) => row.wentAt !== null),
  );
  await atRest(world);
  // Gone from memory first: what it still holds there must not be written over what is aged.
  await evict(world);
  await age(world, 'documents', '$.emptySince', Date.now() - 2 * MINUTE);
  await age(world, 'documents', '$.endsAt', Date.now() - MINUTE);
  await evict(world);
  await runDurableObjectAlarm(world.room);
  expect(
    (
      await soon(
        () => sessionOf(world),
        (row) => row.status !== 'scheduled',
      )
    ).status,
  ).toBe('needs_review');
  await comeIn(world, 'researcher');
});

test('two hours after its end the room closes by itself', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  await age(world, 'documents', '$.endsAt', Date.now() - 2 * HOUR - 1);
  await age(world, 'documents', '$.startsAt', Date.now() - 3 * HOUR);
  await evict(world);
  await runDurableObjectAlarm(world.room);
  expect(await rosa.hears('gone')).toMatchObject({ why: 'over' });
  expect(
    (
      await soon(
        () => sessionOf(world),
        (row) => row.status !== 'scheduled',
      )
    ).status,
  ).toBe('no_show');
});

test('a cancelled Session sends everybody home', async () => {
  const world = await roomWorld();
  const rosa = await comeIn(world, 'researcher');
  const waiting = await visit(world, 'guest');
  const { startsAt, endsAt } = await sessionOf(world);
  await world.room.plan({
    sessionId: world.id,
    workspaceId: 'w',
    participantId: world.participantId,
    startsAt,
    endsAt,
    factsVersion: 2,
    scheduleVersion: 1,
    scheduledAt: 0,
    lateMinutes: 0,
    status: 'cancelled',
    guestPolicy: 'talk',
    recordingPolicy: 'off',
    guestLinkVersion: 1,
    consent: { version: 1, text: '' },
  });
  expect(await rosa.hears('gone')).toMatchObject({ why: 'cancelled' });
  expect(await waiting.hears('gone')).toMatchObject({ why: 'cancelled' });
});
