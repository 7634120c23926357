import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintFinishedRecording } from '../../test/edge/finished-recording.ts';
import { mintRecordedSession } from '../../test/edge/recorded-session.ts';
import { refusal, send } from '../../test/world.ts';
import type { RecordingView } from '../../wire/http.ts';
import { attendance, chatLines, members, notes, recordings, recordingTracks } from '../db/schema.ts';

/** The instant of the file's first frame. */
const ZERO = Date.UTC(2025, 9, 14, 12);
const BYTES = new Uint8Array(1000);

test("'Watch' gets what happened in the file's own time, by its own clock and not by when recording was asked for", async () => {
  const gaps = [{ fromMs: 4000, toMs: 6000, why: 'paused' as const }];
  const { ctx, session, recording, workspace, ask } = await mintFinishedRecording(BYTES, {
    gaps,
    zeroAtMs: ZERO + 700,
  });
  const [host] = await ctx.db.select().from(members).where(eq(members.workspaceId, workspace));
  const note = { sessionId: session, memberId: host?.id ?? '', name: 'Ines', changedAt: ZERO };
  const said = { sessionId: session, seatId: 's', role: 'guest', name: 'Bo' } as const;
  const asha = { role: 'participant', name: 'Asha Rao' } as const;
  const stay = { sessionId: session, ...asha };
  const track = {
    recordingId: recording,
    seatId: 'a',
    ...asha,
    kind: 'mic',
    status: 'ready',
    startedAt: ZERO,
  } as const;
  await ctx.db.batch([
    ctx.db.insert(notes).values({ ...note, id: `n1${session}`, text: 'Smiles', at: ZERO + 5700 }),
    ctx.db.insert(notes).values({ ...note, id: `n2${session}`, memberId: 'another', text: '', at: ZERO + 6700 }),
    ctx.db.insert(chatLines).values({ ...said, id: `c${session}`, room: 'backroom', text: 'Ask why', at: ZERO + 8700 }),
    ctx.db.insert(attendance).values({ ...stay, seatId: 'a', cameAt: ZERO + 1700, wentAt: ZERO + 30_700 }),
    ctx.db.insert(attendance).values({ ...stay, seatId: 'b', cameAt: ZERO + 40_700, wentAt: null }),
    ctx.db.insert(recordingTracks).values({ ...track, id: `t${session}`, durationMs: 59_000, bytes: 7 }),
  ]);
  const answer = await ask();
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(await answer.json()).toMatchObject({
    id: recording,
    status: 'ready',
    durationMs: 60_000,
    bytes: 1000,
    percent: null,
    deleted: null,
    session: { id: session, studyTitle: 'Checkout', participantName: 'Asha Rao', zone: 'UTC' },
    zeroAt: new Date(ZERO + 700).toISOString(),
    fileName: 'Checkout - Asha Rao - 2025-10-14.mp4',
    gaps,
    notes: [
      { text: 'Smiles', by: 'Ines', mine: true, atMs: 5000 },
      { text: '', mine: false, atMs: 6000 },
    ],
    chat: [{ text: 'Ask why', by: 'Bo', role: 'guest', room: 'backroom', atMs: 8000 }],
    people: [
      { name: 'Asha Rao', role: 'participant', fromMs: 1000, toMs: 30_000 },
      { name: 'Asha Rao', role: 'participant', fromMs: 40_000, toMs: null },
    ],
    tracks: [{ name: 'Asha Rao', role: 'participant', kind: 'mic', status: 'ready', durationMs: 59_000, bytes: 7 }],
    shares: [],
  });
});

test('what happened after a stretch that was cut out of the file stands where the file shows it', async () => {
  const gaps = [{ fromMs: 20_000, toMs: 20_000, why: 'paused' as const, cutMs: 10_000 }];
  const { ctx, session, ask } = await mintFinishedRecording(BYTES, { gaps, zeroAtMs: ZERO });
  const note = { sessionId: session, memberId: 'm', name: 'Ines', changedAt: ZERO, text: '' };
  const stay = { sessionId: session, role: 'guest', name: 'Bo' } as const;
  const said = { sessionId: session, seatId: 's', role: 'guest', name: 'Bo' } as const;
  await ctx.db.batch([
    ctx.db
      .insert(notes)
      .values([19_000, 25_000, 33_000].map((ms) => ({ ...note, id: `${ms}${session}`, at: ZERO + ms }))),
    ctx.db
      .insert(chatLines)
      .values({ ...said, id: `c${session}`, room: 'backroom', text: 'Ask why', at: ZERO + 40_000 }),
    ctx.db.insert(attendance).values([
      { ...stay, seatId: 'a', cameAt: ZERO + 31_000, wentAt: ZERO + 50_000 },
      { ...stay, seatId: 'b', cameAt: ZERO + 69_000, wentAt: null },
    ]),
  ]);
  const view = (await (await ask()).json()) as RecordingView;
  expect(view.notes.map(({ atMs }) => atMs)).toEqual([19_000, 20_000, 23_000]);
  expect(view.chat.map(({ atMs }) => atMs)).toEqual([30_000]);
  expect(view.people.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [21_000, 40_000],
    [59_000, null],
  ]);
});

test('what happened outside the file stands at its ends, and stays that it does not show are left out', async () => {
  const { ctx, session, ask } = await mintFinishedRecording(BYTES, { zeroAtMs: ZERO });
  const note = { sessionId: session, memberId: 'm', name: 'Ines', changedAt: ZERO, text: '' };
  const stay = { sessionId: session, role: 'guest', name: 'Bo' } as const;
  await ctx.db.batch([
    ctx.db.insert(notes).values([ZERO - 1, ZERO + 60_001].map((at) => ({ ...note, id: `${at}${session}`, at }))),
    ctx.db.insert(attendance).values([
      { ...stay, seatId: 'a', cameAt: ZERO - 5, wentAt: ZERO - 1 },
      { ...stay, seatId: 'b', cameAt: ZERO - 5, wentAt: ZERO },
      { ...stay, seatId: 'c', cameAt: ZERO + 60_000, wentAt: ZERO + 70_000 },
      { ...stay, seatId: 'd', cameAt: ZERO + 60_001, wentAt: null },
    ]),
  ]);
  const view = await (await ask()).json<RecordingView>();
  expect(view.notes.map(({ atMs }) => atMs)).toEqual([0, 60_000]);
  expect(view.people.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 0],
    [60_000, 60_000],
  ]);
});

test('a recording that is still being made is shown as far as it is', async () => {
  const world = await mintRecordedSession();
  await world.ctx.db
    .update(recordings)
    .set({ status: 'finishing', percent: 40 })
    .where(eq(recordings.id, world.recording));
  const answer = await send('GET', `/api/recordings/${world.recording}`, { cookie: world.cookie });
  expect(await answer.json()).toMatchObject({
    status: 'finishing',
    percent: 40,
    durationMs: null,
    zeroAt: new Date(ZERO).toISOString(),
    gaps: [],
  });
});

test("only the workspace's members watch, and a deleted recording says when and why", async () => {
  const { ctx, recording, ask } = await mintFinishedRecording(BYTES);
  const other = await mintRecordedSession();
  expect(await refusal(await ask('', { cookie: other.cookie }))).toBe('404 not_found');
  expect(await refusal(await ask('', { cookie: '' }))).toBe('401 not_signed_in');
  expect(await refusal(await send('GET', '/api/recordings/unknown', { cookie: other.cookie }))).toBe('404 not_found');
  await ctx.db.update(recordings).set({ deletedAt: ZERO, deletedWhy: 'retention' }).where(eq(recordings.id, recording));
  const gone = await ask();
  expect(gone.status).toBe(410);
  expect(await gone.json()).toMatchObject({
    error: { code: 'recording_deleted', detail: { at: '2025-10-14T12:00:00.000Z', why: 'retention' } },
  });
  expect(await refusal(await ask('/file'))).toBe('410 recording_deleted');
  expect(await refusal(await ask('', { cookie: other.cookie }))).toBe('404 not_found');
});
