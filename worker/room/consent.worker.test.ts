import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { atRest, comeIn, soon, timelineAtRest } from '../../test/edge/room-world.ts';
import type { RoomWorld } from '../../test/edge/room-world.ts';
import { cookiesOf, mintOpenSession, refusal, send } from '../../test/world.ts';
import type { LinkView } from '../../wire/http.ts';
import { openDb } from '../db/open.ts';
import { auditLog, consents, recordings } from '../db/schema.ts';
import { pieceKey, recordingBase } from '../recordings/keys.ts';

const recorder = { enter: { canRecord: true } };
const agreeing = { enter: { consent: { version: 1 } } };
const refusing = { enter: { consent: { version: 1, recording: false } } };
const db = openDb(env.DB);
const consentOf = async ({ id }: RoomWorld) => (await db.select().from(consents).where(eq(consents.sessionId, id)))[0];
const recordingsOf = ({ id }: RoomWorld) => db.select().from(recordings).where(eq(recordings.sessionId, id));
const post = (id: string, path: string, cookie: string) => send('POST', `/api/j/${id}/${path}`, { cookie, body: {} });

/** An open Session that records by itself, and the Participant's seat as their browser holds it. */
async function mintRoom() {
  const open = await mintOpenSession({ recordingPolicy: 'automatic' });
  const { session, participant: secret } = open;
  const entered = await send('POST', `/api/j/${session.id}/exchange`, { body: { secret } });
  const view = await entered.json<LinkView>();
  const { id } = session;
  const hostId = open.researcher.id;
  const world: RoomWorld = { id, room: env.ROOM.getByName(id), participantId: session.participant.id, hostId };
  return { ...open, world, seat: view.seat.id, seatCookie: cookiesOf(entered), view, secret };
}

test('who joins without being recorded is in, and nothing is recorded; everybody is told why', async () => {
  const { world, seat } = await mintRoom();
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', { seat, ...refusing });
  await soon(
    async () => rosa.left().filter((heard) => heard.t === 'recording'),
    (heard) => heard.length > 0,
  );
  expect((await rosa.hears('recording')).recording).toMatchObject({ state: 'off', why: 'refused' });
  expect(await timelineAtRest(world)).toContainEqual({
    kind: 'consented',
    byName: 'Pat',
    detail: { version: 1, recording: false },
  });
  expect(await consentOf(world)).toMatchObject({ recording: false, withdrawnAt: null });
  rosa.say({ t: 'recording', do: 'start' });
  expect((await rosa.hears('error')).message).toBe('The Participant did not agree to being recorded.');
  expect(await recordingsOf(world)).toEqual([]);
});

test('who refused can allow the recording later, and only they', async () => {
  const { world, seat, seatCookie, cookie, researcher } = await mintRoom();
  const rosa = await comeIn(world, 'researcher', recorder);
  expect(await refusal(await post(world.id, 'allow-recording', seatCookie))).toBe('409 conflict');
  await comeIn(world, 'participant', { seat, ...refusing });
  await atRest(world);
  expect(researcher.id).toBe(world.hostId);
  expect(await refusal(await post(world.id, 'allow-recording', cookie))).toBe('404 link_dead');
  expect((await post(world.id, 'allow-recording', seatCookie)).status).toBe(204);
  await rosa.hears('record');
  await atRest(world);
  expect(await consentOf(world)).toMatchObject({ recording: true });
  expect(await recordingsOf(world)).toHaveLength(1);
  expect(await refusal(await post(world.id, 'allow-recording', seatCookie))).toBe('409 conflict');
});

test('who withdraws in the room stops the recording at once, and all that was recorded is deleted', async () => {
  const { world, seat, seatCookie, researcher } = await mintRoom();
  const rosa = await comeIn(world, 'researcher', recorder);
  await comeIn(world, 'participant', { seat, ...agreeing });
  const { recording } = await rosa.hears('record');
  await atRest(world);
  const base = recordingBase(world.id, recording);
  await env.RECORDINGS.put(pieceKey(base, 1), new Uint8Array(10));
  expect((await post(world.id, 'withdraw', seatCookie)).status).toBe(204);
  await rosa.hears('record_stop');
  expect((await rosa.hears('recording')).recording).toMatchObject({ state: 'off', why: 'withdrawn' });
  expect((await env.RECORDINGS.list({ prefix: base })).objects).toEqual([]);
  const [row] = await recordingsOf(world);
  expect(row).toMatchObject({ deletedWhy: 'withdrawn' });
  expect(row?.erasedAt).not.toBeNull();
  expect((await consentOf(world))?.withdrawnAt).not.toBeNull();
  const kinds = (await timelineAtRest(world)).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['consent_withdrawn', 'recording_deleted']));
  rosa.say({ t: 'recording', do: 'start' });
  await rosa.hears('error');
  expect((await post(world.id, 'withdraw', seatCookie)).status).toBe(204);
  const proofs = await db.select().from(auditLog).where(eq(auditLog.workspaceId, researcher.workspace.id));
  expect(proofs.filter(({ kind }) => kind === 'consent_withdrawn')).toHaveLength(1);
  expect(proofs.filter(({ kind }) => kind === 'recording_deleted')).toHaveLength(1);
});

test('after a withdrawal the Participant may still take part, and nothing is recorded any more', async () => {
  const { world, seat, seatCookie, secret } = await mintRoom();
  const rosa = await comeIn(world, 'researcher', recorder);
  const pat = await comeIn(world, 'participant', { seat, ...agreeing });
  await rosa.hears('record');
  await atRest(world);
  await post(world.id, 'withdraw', seatCookie);
  pat.say({ t: 'leave' });
  await pat.closed;
  await comeIn(world, 'participant', { seat, ...agreeing });
  await atRest(world);
  expect(await recordingsOf(world)).toHaveLength(1);
  const again = await send('POST', `/api/j/${world.id}/exchange`, { body: { secret } });
  expect(await again.json<LinkView>()).toMatchObject({
    recorded: false,
    consent: { recording: null },
    plan: { mayWithdraw: false },
  });
});

test('a consent that was never given cannot be withdrawn, and nobody but the Participant withdraws it', async () => {
  const { world, seatCookie, cookie, view } = await mintRoom();
  expect(view).toMatchObject({ consent: { recording: true }, plan: { mayWithdraw: false } });
  expect(await refusal(await post(world.id, 'withdraw', seatCookie))).toBe('409 conflict');
  expect(await refusal(await post(world.id, 'withdraw', cookie))).toBe('404 link_dead');
});
