import { env, exports } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import type { RecordedSession } from '../../test/edge/recorded-session.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import type { ErrorBody } from '../../wire/errors.ts';
import { recordings, recordingTracks, seats } from '../db/schema.ts';
import { openTrack, settleTrack } from '../domain/tracks.ts';
import { sha256 } from '../lib/random.ts';
import { recordingBase, trackBase } from '../recordings/keys.ts';

const ORIGIN = 'https://fieldroom.test';
const BYTES = Uint8Array.from({ length: 300 }, (_, i) => i % 251);

async function codeOf(response: Response | Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  return [answer.status, (await answer.json<ErrorBody>()).error.code];
}

/** A recording with the Participant's voice beside it. */
async function mintTrack() {
  const world = await mintRecordedSession({ study: 'Étude', participant: 'Zoë Lind' });
  const { session, recording } = world;
  const track = crypto.randomUUID();
  const started = { id: track, recording, seatId: 's', role: 'participant', name: 'Zoë Lind', kind: 'mic' } as const;
  await openTrack(world.ctx, started);
  await openTrack(world.ctx, started);
  const objectKey = `${trackBase(recordingBase(session, recording), track)}.mp4`;
  const settle = async (hasPicture = false) => {
    await env.RECORDINGS.put(objectKey, BYTES);
    const file = { objectKey, durationMs: 6_000, bytes: BYTES.length, zeroAtMs: 5, hasPicture };
    await settleTrack(world.ctx, track, file);
  };
  const get = (cookie = world.cookie, { id = recording, of = track, headers = {} } = {}) =>
    exports.default.fetch(`${ORIGIN}/api/recordings/${id}/tracks/${of}/file?download`, {
      headers: { Cookie: cookie, ...headers },
    });
  return { world, track, settle, get };
}

test('a member gets a voice by its person’s name, as sound and by ranges', async () => {
  const { settle, get } = await mintTrack();
  expect(await codeOf(get())).toEqual([409, 'recording_not_ready']);
  await settle();
  const whole = await get();
  expect([whole.status, whole.headers.get('Content-Type')]).toEqual([200, 'audio/mp4']);
  expect(whole.headers.get('Content-Disposition')).toContain('filename="Etude - Zoe Lind - 2025-10-14 - Zoe Lind.m4a"');
  expect(await whole.bytes()).toEqual(BYTES);
  const part = await get(undefined, { headers: { Range: 'bytes=10-19' } });
  expect([part.status, await part.bytes()]).toEqual([206, BYTES.subarray(10, 20)]);
});

test('a file with a picture is a camera’s, and called so', async () => {
  const { world, track, settle, get } = await mintTrack();
  await settle(true);
  const whole = await get();
  expect([whole.status, whole.headers.get('Content-Type')]).toEqual([200, 'video/mp4']);
  expect(whole.headers.get('Content-Disposition')).toContain(' - Zoe Lind - camera.mp4"');
  const [row] = await world.ctx.db.select().from(recordingTracks).where(eq(recordingTracks.id, track));
  expect(row?.kind).toBe('cam');
});

test('nobody but the members gets a voice, and none of another recording, or of one that was deleted', async () => {
  const { world, settle, get } = await mintTrack();
  await settle();
  const other = await mintTrack();
  expect(await codeOf(get(''))).toEqual([401, 'not_signed_in']);
  expect(await codeOf(get(other.world.cookie))).toEqual([404, 'not_found']);
  expect(await codeOf(get(undefined, { of: other.track }))).toEqual([404, 'not_found']);
  expect(await codeOf(other.get(undefined, { id: world.recording }))).toEqual([404, 'not_found']);
  await world.ctx.db
    .update(recordings)
    .set({ deletedAt: 1, deletedWhy: 'by_hand' })
    .where(eq(recordings.id, world.recording));
  expect(await codeOf(get())).toEqual([410, 'recording_deleted']);
});

test('the first word on a voice stands, and beside a deleted recording none begins', async () => {
  const { world, track, settle } = await mintTrack();
  await settle();
  await settleTrack(world.ctx, track, null);
  const rows = () =>
    world.ctx.db.select().from(recordingTracks).where(eq(recordingTracks.recordingId, world.recording));
  expect(await rows()).toMatchObject([{ id: track, status: 'ready', zeroAt: 5 }]);
  await world.ctx.db.update(recordings).set({ deletedAt: 1 }).where(eq(recordings.id, world.recording));
  const late = {
    id: 'late',
    recording: world.recording,
    seatId: 's',
    role: 'guest',
    name: 'Gus',
    kind: 'mic',
  } as const;
  await openTrack(world.ctx, late);
  expect(await rows()).toHaveLength(1);
});

const put = ({ session, recording, cookie }: RecordedSession, seat: string, bytes: Uint8Array<ArrayBuffer>) =>
  exports.default.fetch(`${ORIGIN}/api/j/${session}/recordings/${recording}/0/0?seat=${seat}`, {
    method: 'PUT',
    body: bytes,
    headers: { Cookie: cookie, Origin: ORIGIN },
  });

test('a page says which seat is its own, and is believed only when its browser holds it', async () => {
  const world = await mintRecordedSession();
  const other = await mintRecordedSession();
  const seatOf = async ({ session }: RecordedSession) =>
    (await world.ctx.db.select().from(seats).where(eq(seats.sessionId, session)))[0]?.id ?? '';
  const [head = new Uint8Array()] = makeRecording().fragments;
  const own = await seatOf(world);
  const [cookie, pat] = [crypto.randomUUID(), crypto.randomUUID()];
  const seat = { sessionId: world.session, role: 'participant', personId: 'p', name: 'Pat' } as const;
  const made = { cookieHash: await sha256(cookie), linkVersion: 1, createdAt: 1 };
  await world.ctx.db.insert(seats).values({ ...seat, ...made, id: pat });
  const asPat = { ...world, cookie: `fieldroom_participant=${cookie}` };
  expect(await codeOf(put(asPat, own, head))).toEqual([404, 'link_dead']);
  expect(await codeOf(put(asPat, 'forged', head))).toEqual([404, 'link_dead']);
  expect(await codeOf(put(asPat, pat, head))).toEqual([403, 'not_allowed']);
  expect(await codeOf(put({ ...other, session: world.session }, own, head))).toEqual([404, 'link_dead']);
  const both = { ...world, cookie: `${asPat.cookie}; ${world.cookie}` };
  expect(await codeOf(put(both, pat, head))).toEqual([403, 'not_allowed']);
  expect((await put(both, own, head)).status).toBe(200);
  expect((await put(world, 'a seat whose cookie it lost', head)).status).toBe(200);
});
