import { runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { makeRecording } from '../../test/edge/made-fragments.ts';
import type { RecordedSession } from '../../test/edge/recorded-session.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import { soon } from '../../test/edge/room-world.ts';
import type { ErrorBody } from '../../wire/errors.ts';
import { FRAGMENT_MAX_BYTES } from '../../wire/limits.ts';
import { members, recordings, seats, sessions, timeline } from '../db/schema.ts';
import { endMembership } from '../domain/members.ts';
import { recordingFailed, recordingReady } from '../domain/recordings.ts';
import { createShelf } from '../recordings/shelf.ts';
import { takeInFragment } from '../recordings/take-in.ts';

const ORIGIN = 'https://fieldroom.test';
const made = makeRecording({ count: 3 });
const [head = new Uint8Array(), first = new Uint8Array(), second = new Uint8Array()] = made.fragments;

const put = ({ session, recording, cookie }: RecordedSession, place: string, body: BodyInit) =>
  exports.default.fetch(`${ORIGIN}/api/j/${session}/recordings/${recording}/${place}`, {
    method: 'PUT',
    body,
    headers: { Cookie: cookie, Origin: ORIGIN },
  });

async function codeOf(response: Response | Promise<Response>): Promise<[number, string]> {
  const answer = await response;
  return [answer.status, (await answer.json<ErrorBody>()).error.code];
}

test('pieces are taken in by number, in any order and as often as they come', async () => {
  const world = await mintRecordedSession();
  const saved = [];
  for (const [place, bytes] of [
    ['0/2', second],
    ['0/0', head],
    ['0/1', first],
    ['0/1', first],
  ] as const) {
    const response = await put(world, place, bytes);
    expect(response.status).toBe(200);
    saved.push(await response.json());
  }
  expect(saved).toEqual([{ savedMs: 0 }, { savedMs: 0 }, { savedMs: 4000 }, { savedMs: 4000 }]);
});

test('other bytes under a number that is taken are refused, and the first ones stay', async () => {
  const world = await mintRecordedSession();
  await put(world, '0/1', first);
  expect(await codeOf(put(world, '0/1', second))).toEqual([409, 'conflict']);
  await runInDurableObject(env.ROOM.getByName(world.session), (_, { storage }) => {
    const kept = new Uint8Array(first.length);
    createShelf(storage.sql).waiting.read(world.recording, { segment: 0, number: 1, bytes: first.length }, kept);
    expect(Buffer.compare(kept, first)).toBe(0);
  });
});

test('what is no piece of a recording is refused in words', async () => {
  const world = await mintRecordedSession();
  expect(await codeOf(put(world, '0/0', 'garbage'))).toEqual([422, 'fragment_bad']);
  expect(await codeOf(put(world, '0/0', first))).toEqual([422, 'fragment_bad']);
  expect(await codeOf(put(world, '0/1', first.subarray(0, -1)))).toEqual([422, 'fragment_bad']);
  expect(await codeOf(put(world, '0/1', new Uint8Array()))).toEqual([422, 'fragment_bad']);
  for (const place of [
    '0/43201',
    '0/-1',
    '0/1.5',
    '0/one',
    'x/1',
    '0/0x1',
    '0/1000000000',
    '0/999999999999999999999',
  ]) {
    expect(await codeOf(put(world, place, first)), place).toEqual([422, 'fragment_number_bad']);
  }
});

test('a piece that is too large is refused, by its word and by its bytes', async () => {
  const world = await mintRecordedSession();
  const tooMuch = new Uint8Array(FRAGMENT_MAX_BYTES + 1);
  expect(await codeOf(put(world, '0/1', tooMuch))).toEqual([413, 'fragment_too_large']);
  const ofUnknownLength = new Blob([tooMuch]).stream().pipeThrough(new TransformStream());
  expect(await codeOf(put(world, '0/1', ofUnknownLength))).toEqual([413, 'fragment_too_large']);
}, 30_000);

test('a piece as large as may be is taken in, and one that says it has 100 MB is not read at all', async () => {
  const world = await mintRecordedSession();
  const [, large = new Uint8Array()] = makeRecording({ count: 1, pictureBytes: 320_000 }).fragments;
  const free = FRAGMENT_MAX_BYTES - large.length;
  const padding = new Uint8Array(free);
  padding.set([free >>> 24, (free >>> 16) & 255, (free >>> 8) & 255, free & 255, ...Buffer.from('free')]);
  expect((await put(world, '0/1', new Blob([large, padding]))).status).toBe(200);
  const body = { stream: new ReadableStream(), declaredBytes: 100_000_000 };
  const [seat] = await world.ctx.db.select().from(seats).where(eq(seats.sessionId, world.session));
  const { session, recording } = world;
  const incoming = { session, recording, seat: seat?.id ?? '', segment: '0', number: '2', body };
  await expect(takeInFragment(env, incoming)).rejects.toMatchObject({ code: 'fragment_too_large' });
});

test('only the one who was asked to record may hand pieces over', async () => {
  const world = await mintRecordedSession();
  const other = await mintRecordedSession();
  expect(await codeOf(put({ ...world, cookie: '' }, '0/0', head))).toEqual([404, 'link_dead']);
  expect(await codeOf(put({ ...world, cookie: other.cookie }, '0/0', head))).toEqual([404, 'link_dead']);
  expect(await codeOf(put({ ...world, recording: other.recording }, '0/0', head))).toEqual([403, 'not_allowed']);
  expect(await codeOf(put(world, '1/0', head))).toEqual([403, 'not_allowed']);
});

test('a piece that comes while the file is being made is told that it is too late', async () => {
  const world = await mintRecordedSession();
  await put(world, '0/0', head);
  await runInDurableObject(env.ROOM.getByName(world.session), (_, { storage }) =>
    createShelf(storage.sql).progress(world.recording).seal(),
  );
  expect(await codeOf(put(world, '0/1', first))).toEqual([409, 'recording_over']);
});

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** A recording whose file lies in the bucket. */
async function mintFile(names?: { study: string; participant: string }) {
  const world = await mintRecordedSession(names);
  const objectKey = `recordings/${world.session}/${world.recording}.mp4`;
  await env.RECORDINGS.put(objectKey, BYTES);
  await recordingReady(world.ctx, world.recording, { objectKey, durationMs: 6000, bytes: BYTES.length });
  const get = (headers: Record<string, string> = {}, { query = '', method = 'GET' } = {}) =>
    exports.default.fetch(`${ORIGIN}/api/recordings/${world.recording}/file${query}`, {
      method,
      headers: { Cookie: world.cookie, ...headers },
    });
  return { world, get };
}

test('a member gets the file, whole or by ranges', async () => {
  const { get } = await mintFile();
  const whole = await get();
  expect([whole.status, whole.headers.get('Content-Type')]).toEqual([200, 'video/mp4']);
  expect([whole.headers.get('Content-Length'), whole.headers.get('Accept-Ranges')]).toEqual(['1000', 'bytes']);
  expect(whole.headers.get('Cache-Control')).toBe('private, no-store');
  expect(await whole.bytes()).toEqual(BYTES);
  for (const [range, from, to] of [
    ['0-99', 0, 100],
    ['900-', 900, 1000],
    ['-100', 900, 1000],
    ['990-5000', 990, 1000],
  ] as const) {
    const part = await get({ Range: `bytes=${range}` });
    expect(part.status).toBe(206);
    expect(part.headers.get('Content-Range')).toBe(`bytes ${from}-${to - 1}/1000`);
    expect(part.headers.get('Content-Length')).toBe(String(to - from));
    expect(await part.bytes()).toEqual(BYTES.subarray(from, to));
  }
});

test('ranges that mean nothing give the whole file, one past the end is refused with the size', async () => {
  const { get } = await mintFile();
  for (const range of [
    'bytes=9-1',
    'bytes=x',
    'lines=0-1',
    'bytes=0-1,4-5',
    'bytes=5000-,0-1',
    'bytes=',
    'x'.repeat(9000),
  ]) {
    const whole = await get({ Range: range });
    expect([whole.status, (await whole.bytes()).length]).toEqual([200, 1000]);
  }
  const outside = await get({ Range: 'bytes=1000-' });
  expect(outside.headers.get('Content-Range')).toBe('bytes */1000');
  expect(await codeOf(outside)).toEqual([416, 'range_bad']);
});

test('a reader who knows the file is answered by its version', async () => {
  const { get } = await mintFile();
  const whole = await get();
  await whole.bytes();
  const etag = whole.headers.get('ETag') ?? '';
  const known = await get({ 'If-None-Match': etag, Range: 'bytes=0-1' });
  expect([known.status, known.headers.get('ETag'), (await known.bytes()).length]).toEqual([304, etag, 0]);
  const same = await get({ 'If-Range': etag, Range: 'bytes=0-1' });
  expect([same.status, (await same.bytes()).length]).toEqual([206, 2]);
  const another = await get({ 'If-Range': '"older"', Range: 'bytes=0-1' });
  expect([another.status, (await another.bytes()).length]).toEqual([200, 1000]);
});

test('HEAD tells of the file without sending it', async () => {
  const { get } = await mintFile();
  const head = await get({ Range: 'bytes=0-1' }, { method: 'HEAD' });
  expect([head.status, head.headers.get('Content-Length')]).toEqual([200, '1000']);
  expect((await head.bytes()).length).toBe(0);
});

test('a download has a name to be found by', async () => {
  const { get } = await mintFile({ study: 'Étude', participant: 'Zoë' });
  const download = await get({}, { query: '?download' });
  await download.bytes();
  expect(download.headers.get('Content-Disposition')).toBe(
    `attachment; filename="Etude - Zoe - 2025-10-14.mp4"; filename*=UTF-8''%C3%89tude%20-%20Zo%C3%AB%20-%202025-10-14.mp4`,
  );
  const watched = await get();
  await watched.bytes();
  expect(watched.headers.get('Content-Disposition')).toMatch(/^inline; /);
});

test('nobody else gets the file, and one that is not made yet is said to be so', async () => {
  const { world, get } = await mintFile();
  const other = await mintRecordedSession();
  expect(await codeOf(get({ Cookie: '' }))).toEqual([401, 'not_signed_in']);
  expect(await codeOf(get({ Cookie: other.cookie }))).toEqual([404, 'not_found']);
  const url = (id: string) => `${ORIGIN}/api/recordings/${id}/file`;
  const asOther = { headers: { Cookie: other.cookie } };
  expect(await codeOf(exports.default.fetch(url(other.recording), asOther))).toEqual([409, 'recording_not_ready']);
  expect(await codeOf(exports.default.fetch(url('unknown'), asOther))).toEqual([404, 'not_found']);
  await env.RECORDINGS.delete(`recordings/${world.session}/${world.recording}.mp4`);
  expect(await codeOf(get())).toEqual([404, 'not_found']);
});

test('who is no member any more hands nothing over and gets no file, by the very links and cookies of before', async () => {
  const { world, get } = await mintFile();
  expect((await put(world, '0/0', head)).status).toBe(200);
  await world.ctx.db.update(sessions).set({ status: 'completed' }).where(eq(sessions.id, world.session));
  const [host] = await world.ctx.db.select().from(members).where(eq(members.workspaceId, world.workspace));
  const owner = { id: 'the Owner', name: 'Olga', email: 'olga@lab.example', zone: 'UTC', role: 'owner' } as const;
  const workspace = { id: world.workspace, name: 'Lab', relaxedBooking: false, retentionDays: 365 };
  await endMembership(world.ctx, { ...owner, workspace }, host?.id ?? '');
  expect(await codeOf(put(world, '0/1', first))).toEqual([404, 'link_dead']);
  expect(await codeOf(get())).toEqual([401, 'not_signed_in']);
  expect(await codeOf(get({ Range: 'bytes=10-' }))).toEqual([401, 'not_signed_in']);
});

test("'Try again' makes a recording that failed once more, for its own workspace only", async () => {
  const world = await mintRecordedSession();
  const other = await mintRecordedSession();
  const retry = (cookie: string, id = world.recording) =>
    exports.default.fetch(`${ORIGIN}/api/recordings/${id}/retry`, {
      method: 'POST',
      headers: { Cookie: cookie, Origin: ORIGIN },
    });
  expect(await codeOf(retry(world.cookie))).toEqual([409, 'recording_not_failed']);
  await recordingFailed(world.ctx, world.recording, 'Storage did not take the file.');
  const view = await exports.default.fetch(`${ORIGIN}/api/recordings/${world.recording}`, {
    headers: { Cookie: world.cookie },
  });
  expect(await view.json()).toMatchObject({ status: 'failed', reason: 'Storage did not take the file.' });
  await runInDurableObject(env.ROOM.getByName(world.session), (_, { storage }) =>
    createShelf(storage.sql).progress(world.recording).conclude({ kind: 'failed', reason: 'Storage.' }),
  );
  expect(await codeOf(retry(''))).toEqual([401, 'not_signed_in']);
  expect(await codeOf(retry(other.cookie))).toEqual([404, 'not_found']);
  expect(await codeOf(retry(world.cookie, 'unknown'))).toEqual([404, 'not_found']);
  const answers = await Promise.all([retry(world.cookie), retry(world.cookie)]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
  const row = await soon(
    async () => (await world.ctx.db.select().from(recordings).where(eq(recordings.id, world.recording)))[0],
    (found) => found?.status === 'finishing',
  );
  expect(row).toMatchObject({ percent: 0, reason: null });
  const entries = await world.ctx.db.select().from(timeline).where(eq(timeline.sessionId, world.session));
  expect(entries.filter(({ kind }) => kind === 'recording_retried').map(({ byName }) => byName)).toEqual(['Ines']);
});
