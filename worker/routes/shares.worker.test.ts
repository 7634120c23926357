import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintFinishedRecording } from '../../test/edge/finished-recording.ts';
import type { FinishedRecording } from '../../test/edge/finished-recording.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import { cookiesOf, mintCtx, refusal, send } from '../../test/world.ts';
import type { RecordingView, ShareRow, ShareView } from '../../wire/http.ts';
import { DAY, PASSCODE_MAX, PASSCODE_MIN, SHARE_MAX_DAYS, SHARES_MAX, VIEWS_MAX } from '../../wire/limits.ts';
import { members, recordings, recordingShares, sessions, shareViews, timeline } from '../db/schema.ts';
import { endMembership } from '../domain/members.ts';
import { findShare } from '../domain/open-share.ts';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1';

const share = async ({ ask }: FinishedRecording, body: unknown = { days: 7 }) =>
  (await ask('/shares', { method: 'POST', body })).json<ShareRow>();
const secretOf = ({ link }: ShareRow) => link.split('#')[1] ?? '';
const open = (id: string, body: unknown, cookie = '') =>
  send('POST', `/api/r/${id}`, { body, cookie, headers: { 'User-Agent': PHONE } });
const fileOf = (id: string, cookie: string, headers: Record<string, string> = {}) =>
  send('GET', `/api/r/${id}/file`, { cookie, headers });
/** Opens the link as a new browser does, and answers what it sends from then on. */
const passOf = async (row: ShareRow, body: Record<string, unknown> = {}) =>
  cookiesOf(await open(row.id, { secret: secretOf(row), ...body }));
const sharesOf = async ({ ask }: FinishedRecording) => (await (await ask()).json<RecordingView>()).shares;

test("a share link shows the recording to whoever has it, without a name but the Study's", async () => {
  const gaps = [{ fromMs: 4000, toMs: 6000, why: 'lost' as const }];
  const world = await mintFinishedRecording(BYTES, { gaps, zeroAtMs: Date.UTC(2025, 9, 14, 12, 1) });
  const row = await share(world);
  expect(row).toMatchObject({
    by: 'Ines',
    hasPasscode: false,
    state: 'alive',
    views: 0,
    viewers: 0,
    lastViewAt: null,
    link: expect.stringMatching(new RegExp(`^https://fieldroom\\.test/r/${row.id}#[\\w-]{43}$`)),
  });
  expect(Date.parse(row.expiresAt) - Date.parse(row.createdAt)).toBe(7 * DAY);
  const answer = await open(row.id, { secret: secretOf(row) });
  expect(await answer.json()).toEqual({
    studyTitle: 'Checkout',
    startedAt: '2025-10-14T12:01:00.000Z',
    durationMs: 60_000,
    gaps,
    expiresAt: row.expiresAt,
  });
  expect(answer.headers.get('Set-Cookie')).toMatch(
    new RegExp(`^fieldroom_share=.+; Max-Age=60479\\d; Path=/api/r/${row.id}; HttpOnly; Secure; SameSite=Lax$`),
  );
  expect([answer.headers.get('Cache-Control'), answer.headers.get('Referrer-Policy')]).toEqual([
    'no-store',
    'no-referrer',
  ]);
  const file = await fileOf(row.id, cookiesOf(answer), { Range: 'bytes=100-199' });
  expect([file.status, file.headers.get('Content-Range')]).toEqual([206, 'bytes 100-199/1000']);
  expect(await file.bytes()).toEqual(BYTES.subarray(100, 200));
  expect(file.headers.get('Content-Disposition')).toBe(
    `inline; filename="Checkout - 2025-10-14.mp4"; filename*=UTF-8''Checkout%20-%202025-10-14.mp4`,
  );
});

test('a view is counted each time the page is opened, a viewer once, and asking for the file counts nothing', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const pass = await passOf(row);
  expect((await open(row.id, {}, pass)).status).toBe(200);
  await passOf(row);
  await (await fileOf(row.id, pass)).bytes();
  expect(await sharesOf(world)).toMatchObject([{ id: row.id, views: 3, viewers: 2, lastViewAt: expect.any(String) }]);
  const views = await world.ctx.db.select().from(shareViews).where(eq(shareViews.shareId, row.id));
  expect(new Set(views.map(({ browser }) => browser))).toEqual(new Set(['Safari on iPhone']));
  expect(views.some(({ viewerHash }) => pass.includes(viewerHash))).toBe(false);
});

test('the views of a link are listed one by one, newest first, each with its browser and whose it was', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const other = await share(world);
  const pass = await passOf(row);
  await passOf(row);
  await passOf(other);
  await open(row.id, {}, pass);
  const listed = (most: number | string, cookie = world.cookie, id = row.id) =>
    world.ask(`/shares/${id}/views?most=${most}`, { cookie });
  const viewsOf = async (most: number) => (await (await listed(most)).json<{ views: ShareView[] }>()).views;
  const views = await viewsOf(VIEWS_MAX);
  expect(views.map(({ viewer, browser }) => [viewer, browser])).toEqual([
    [1, 'Safari on iPhone'],
    [2, 'Safari on iPhone'],
    [1, 'Safari on iPhone'],
  ]);
  expect(views.map(({ at }) => at)).toEqual(views.map(({ at }) => at).toSorted((a, b) => b.localeCompare(a)));
  expect(await viewsOf(1)).toEqual(views.slice(0, 1));
  await world.ask(`/shares/${row.id}`, { method: 'DELETE' });
  expect(await viewsOf(VIEWS_MAX)).toEqual(views);

  const stranger = await mintFinishedRecording(BYTES);
  expect(await refusal(await listed(1, ''))).toBe('401 not_signed_in');
  expect(await refusal(await listed(1, stranger.cookie))).toBe('404 not_found');
  expect(await refusal(await listed(1, world.cookie, 'unknown'))).toBe('404 not_found');
  expect(await refusal(await stranger.ask(`/shares/${row.id}/views?most=1`))).toBe('404 not_found');
  for (const most of [0, VIEWS_MAX + 1, '', '1.5', 'all']) {
    expect(await refusal(await listed(most))).toBe('400 bad_input');
  }
});

test('a passcode is asked for once in a browser, and a wrong one opens nothing', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world, { days: 1, passcode: 'blauer Wal é' });
  expect(row.hasPasscode).toBe(true);
  const secret = secretOf(row);
  const none = await open(row.id, { secret });
  expect(none.headers.get('Set-Cookie')).toBeNull();
  expect(await refusal(none)).toBe('401 passcode_needed');
  expect(await refusal(await open(row.id, { secret, passcode: 'Blauer Wal é' }))).toBe('403 passcode_wrong');
  expect(await refusal(await open(row.id, { secret, passcode: '' }))).toBe('403 passcode_wrong');
  expect(await refusal(await open(row.id, { passcode: 'blauer Wal é' }))).toBe('404 share_dead');
  expect(await sharesOf(world)).toMatchObject([{ views: 0 }]);
  const pass = await passOf(row, { passcode: 'blauer Wal e\u0301' });
  expect((await open(row.id, {}, pass)).status).toBe(200);
  expect((await open(row.id, { secret }, pass)).status).toBe(200);
  expect((await fileOf(row.id, pass)).status).toBe(200);
  const [stored] = await world.ctx.db.select().from(recordingShares).where(eq(recordingShares.id, row.id));
  expect(stored?.passcode).toMatch(/^100000\.[\w-]{22}\.[\w-]{43}$/);
});

test('guessing a passcode is braked, from however many addresses, and only for who has the link', async () => {
  const row = await share(await mintFinishedRecording(BYTES), { days: 1, passcode: 'tiger' });
  for (let i = 0; i < 30; i++) {
    expect(await refusal(await open(row.id, { secret: 'wrong', passcode: 'tiger' }))).toBe('404 share_dead');
  }
  const secret = secretOf(row);
  const answers = [];
  for (let i = 0; i < 22; i++) answers.push(await refusal(await open(row.id, { secret, passcode: `guess${i}` })));
  expect(new Set(answers)).toEqual(new Set(['403 passcode_wrong', '429 too_many_tries']));
});

test('opening links is braked for each address', async () => {
  const row = await share(await mintFinishedRecording(BYTES));
  const knock = () =>
    send('POST', `/api/r/${row.id}`, { body: { secret: 'x' }, headers: { 'CF-Connecting-IP': `brake-${row.id}` } });
  const answers = await Promise.all(Array.from({ length: 121 }, knock));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]));
});

test('revoking stops whoever is watching at their next range, and doing it twice changes nothing', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const other = await share(world);
  const pass = await passOf(row);
  expect((await fileOf(row.id, pass, { Range: 'bytes=0-9' })).status).toBe(206);
  const revoke = () => world.ask(`/shares/${row.id}`, { method: 'DELETE' });
  const first = await (await revoke()).json<ShareRow>();
  expect(first).toMatchObject({ id: row.id, state: 'revoked', views: 1 });
  expect(await (await revoke()).json()).toEqual(first);
  expect(await refusal(await fileOf(row.id, pass, { Range: 'bytes=10-19' }))).toBe('404 share_dead');
  expect(await refusal(await open(row.id, {}, pass))).toBe('404 share_dead');
  expect(await refusal(await open(row.id, { secret: secretOf(row) }))).toBe('404 share_dead');
  expect((await fileOf(other.id, await passOf(other))).status).toBe(200);
  const entries = await world.ctx.db.select().from(timeline).where(eq(timeline.sessionId, world.session));
  expect(entries.slice(1).map(({ kind, byName, detail }) => [kind, byName, detail['share']])).toEqual([
    ['recording_shared', 'Ines', row.id],
    ['recording_shared', 'Ines', other.id],
    ['share_revoked', 'Ines', row.id],
  ]);
});

test('whoever is no member any more has no share links either', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const pass = await passOf(row);
  const [host] = await world.ctx.db.select().from(members).where(eq(members.workspaceId, world.workspace));
  const owner = { id: 'the Owner', name: 'Olga', email: 'olga@lab.example', zone: 'UTC', role: 'owner' } as const;
  const workspace = { id: world.workspace, name: 'Lab', relaxedBooking: false, retentionDays: 365 };
  await world.ctx.db.update(sessions).set({ status: 'completed' }).where(eq(sessions.id, world.session));
  await endMembership(world.ctx, { ...owner, workspace }, host?.id ?? '');
  expect(await refusal(await fileOf(row.id, pass, { Range: 'bytes=0-9' }))).toBe('404 share_dead');
  expect(await refusal(await open(row.id, { secret: secretOf(row) }))).toBe('404 share_dead');
});

test('a share link is dead from the moment it expires', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const end = Date.parse(row.expiresAt);
  const key = { secret: secretOf(row) };
  expect((await findShare(mintCtx(end - 1), row.id, key)).viewer).toBeNull();
  await expect(findShare(mintCtx(end), row.id, key)).rejects.toMatchObject({ code: 'share_dead' });
  const pass = await passOf(row);
  await world.ctx.db.update(recordingShares).set({ expiresAt: 1 }).where(eq(recordingShares.id, row.id));
  expect(await refusal(await fileOf(row.id, pass))).toBe('404 share_dead');
  expect(await sharesOf(world)).toMatchObject([{ state: 'expired' }]);
});

test('with the recording its share links are dead', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const pass = await passOf(row);
  await world.ctx.db.update(recordings).set({ deletedAt: 1 }).where(eq(recordings.id, world.recording));
  expect(await refusal(await fileOf(row.id, pass))).toBe('404 share_dead');
  expect(await refusal(await open(row.id, { secret: secretOf(row) }))).toBe('404 share_dead');
  expect(await refusal(await world.ask('/shares', { method: 'POST', body: { days: 1 } }))).toBe(
    '410 recording_deleted',
  );
});

test('unknown, malformed and foreign keys all open nothing, in one and the same words', async () => {
  const world = await mintFinishedRecording(BYTES);
  const [mine, other] = [await share(world), await share(world)];
  const pass = await passOf(other);
  const [name, value = ''] = pass.split('=');
  const bodies = [];
  for (const [id, body, cookie] of [
    ['unknown', { secret: secretOf(mine) }, ''],
    [mine.id, {}, ''],
    [mine.id, { secret: '' }, ''],
    [mine.id, { secret: secretOf(other) }, ''],
    [mine.id, { secret: `${secretOf(mine)}x` }, ''],
    [mine.id, { secret: 'x'.repeat(50_000) }, ''],
    [mine.id, {}, pass],
    [mine.id, {}, `${name}=.${value.split('.')[1]}`],
    [mine.id, {}, `${name}=`],
  ] as const) {
    const answer = await open(id, body, cookie);
    bodies.push(`${answer.status} ${await answer.text()}`);
  }
  expect(new Set(bodies)).toEqual(
    new Set(['404 {"error":{"code":"share_dead","message":"This link no longer works."}}']),
  );
  expect(await refusal(await fileOf(mine.id, pass))).toBe('404 share_dead');
  expect(await refusal(await fileOf(mine.id, ''))).toBe('404 share_dead');
  expect(await refusal(await open(mine.id, { secret: 5 }))).toBe('400 bad_input');
});

test('only members of the workspace make and revoke links, each for its own recording', async () => {
  const world = await mintFinishedRecording(BYTES);
  const other = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const make = (cookie: string) => world.ask('/shares', { method: 'POST', body: { days: 1 }, cookie });
  const revoke = (cookie: string) => world.ask(`/shares/${row.id}`, { method: 'DELETE', cookie });
  for (const act of [make, revoke]) {
    expect(await refusal(await act(''))).toBe('401 not_signed_in');
    expect(await refusal(await act(other.cookie))).toBe('404 not_found');
  }
  expect(await refusal(await other.ask(`/shares/${row.id}`, { method: 'DELETE' }))).toBe('404 not_found');
  expect(await refusal(await world.ask('/shares/unknown', { method: 'DELETE' }))).toBe('404 not_found');
  expect(await sharesOf(world)).toMatchObject([{ state: 'alive' }]);
  const unfinished = await mintRecordedSession();
  const early = { body: { days: 1 }, cookie: unfinished.cookie };
  expect(await refusal(await send('POST', `/api/recordings/${unfinished.recording}/shares`, early))).toBe(
    '409 recording_not_ready',
  );
});

test('days and passcode have their limits on both sides', async () => {
  const world = await mintFinishedRecording(BYTES);
  const make = async (body: unknown) => (await world.ask('/shares', { method: 'POST', body })).status;
  for (const body of [
    { days: 1 },
    { days: SHARE_MAX_DAYS },
    { days: 1, passcode: 'x'.repeat(PASSCODE_MIN) },
    { days: 1, passcode: 'x'.repeat(PASSCODE_MAX) },
  ]) {
    expect(await make(body)).toBe(201);
  }
  for (const body of [
    { days: 0 },
    { days: SHARE_MAX_DAYS + 1 },
    { days: 1.5 },
    {},
    { days: 1, passcode: 'x'.repeat(PASSCODE_MIN - 1) },
    { days: 1, passcode: 'x'.repeat(PASSCODE_MAX + 1) },
    { days: 1, more: 1 },
  ]) {
    expect(await make(body)).toBe(400);
  }
});

test('a recording holds so many links that work; a revoked one makes room', async () => {
  const world = await mintFinishedRecording(BYTES);
  const make = () => world.ask('/shares', { method: 'POST', body: { days: 1 } });
  const answers = await Promise.all(Array.from({ length: SHARES_MAX + 1 }, make));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    ...Array.from({ length: SHARES_MAX }, () => 201),
    409,
  ]);
  expect(await refusal(await make())).toBe('409 shares_full');
  const [first] = await sharesOf(world);
  await world.ask(`/shares/${first?.id}`, { method: 'DELETE' });
  expect((await make()).status).toBe(201);
  expect((await make()).status).toBe(409);
});

test('the page behind a share link is one and the same for every id, and looking at it changes nothing', async () => {
  const world = await mintFinishedRecording(BYTES);
  const row = await share(world);
  const page = await send('GET', `/r/${row.id}`);
  expect(page.headers.get('Permissions-Policy')).toBe('camera=(), microphone=(), display-capture=()');
  expect(page.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
  expect([page.headers.get('Referrer-Policy'), page.headers.get('Cache-Control')]).toEqual(['no-referrer', 'no-store']);
  expect(page.headers.get('Set-Cookie')).toBeNull();
  expect(await sharesOf(world)).toMatchObject([{ views: 0 }]);
});
