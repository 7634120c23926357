import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { detailsOf, mailsOf, mintPlanned, refusalOf } from '../../test/edge/planned-world.ts';
import type { Planned } from '../../test/edge/planned-world.ts';
import {
  linkSecrets,
  mintCtx,
  mintResearcher,
  mintSession,
  mintStudy,
  refusal,
  send,
  unique,
} from '../../test/world.ts';
import type { ErrorBody } from '../../wire/errors.ts';
import type { SessionDetails } from '../../wire/http.ts';
import { BOOK_AHEAD_MAX, BOOK_AHEAD_MIN, DAY, HOUR, MINUTE } from '../../wire/limits.ts';
import { members, sessions } from '../db/schema.ts';
import { cancelSession } from '../domain/cancel.ts';
import { rescheduleSession } from '../domain/move.ts';
import { offerTimes } from '../domain/other-times.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const to = (startsAt: number, change: Record<string, unknown> = {}) => ({
  startsAt: iso(startsAt),
  lengthMinutes: 45,
  zone: 'Europe/Berlin',
  scheduleVersion: 1,
  ...change,
});
const act = ({ cookie, session }: Planned, verb: string, body?: unknown) =>
  send('POST', `/api/sessions/${session.id}/${verb}`, { cookie, ...(body === undefined ? {} : { body }) });
const errorOf = async (response: Response) => (await response.json<ErrorBody>()).error;
const roomFacts = async (id: string) => {
  const [row] = await mintCtx().db.select().from(sessions).where(eq(sessions.id, id));
  return row;
};

test('a rescheduled Session has its new time, no answers, the same links, both mails and a Room that knows', async () => {
  const planned = await mintPlanned();
  const { session, startsAt, researcher } = planned;
  const before = await linkSecrets(researcher, session.id);
  await mintCtx()
    .db.update(sessions)
    .set({ rsvp: 'confirmed', offeredTimes: [startsAt + DAY], timeAskedAt: 1 })
    .where(eq(sessions.id, session.id));
  const answer = await act(planned, 'reschedule', to(startsAt + DAY, { lengthMinutes: 60, zone: 'Asia/Kolkata' }));
  expect(answer.status).toBe(200);
  const moved = (await answer.json()) as SessionDetails;
  expect(moved).toMatchObject({
    startsAt: iso(startsAt + DAY),
    endsAt: iso(startsAt + DAY + HOUR),
    zone: 'Asia/Kolkata',
    scheduleVersion: 2,
    rsvp: 'none',
    timeAsked: false,
    offeredTimes: [],
    lateMinutes: null,
    timeline: [
      { kind: 'session_scheduled' },
      { kind: 'session_moved', by: researcher.name, detail: { from: { startsAt: session.startsAt } } },
    ],
  });
  expect(await mailsOf(planned)).toEqual([
    'scheduled to participant',
    'scheduled to host',
    'moved to participant',
    'moved to host',
  ]);
  expect(moved.guestLink.split('#')[1]).toBe(before.guest);
  const row = await roomFacts(session.id);
  expect(row?.plannedVersion).toBe(row?.factsVersion);
  expect(row?.scheduledAt).toBeGreaterThan(startsAt - 2 * DAY);
});

test('the second of two Researchers is told what the first made of it', async () => {
  const planned = await mintPlanned();
  const { startsAt, researcher } = planned;
  const answers = await Promise.all([1, 2, 3].map((days) => act(planned, 'reschedule', to(startsAt + days * DAY))));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  const { startsAt: present } = await detailsOf(planned);
  for (const answer of answers.filter(({ status }) => status === 409)) {
    expect(await errorOf(answer)).toMatchObject({
      code: 'conflict',
      detail: { startsAt: present, scheduleVersion: 2, changedBy: researcher.name, changedAt: expect.any(String) },
    });
  }
  expect(await mailsOf(planned)).toHaveLength(4);
  expect(await refusal(await act(planned, 'cancel', { scheduleVersion: 1 }))).toBe('409 conflict');
  expect(await refusal(await act(planned, 'offer-times', { times: [], scheduleVersion: 1 }))).toBe('409 conflict');
});

test('of a move and a cancellation at once one holds', async () => {
  const planned = await mintPlanned();
  const answers = await Promise.all([
    act(planned, 'reschedule', to(planned.startsAt + DAY)),
    act(planned, 'cancel', { reason: '', scheduleVersion: 1 }),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const { status, timeline } = await detailsOf(planned);
  expect(timeline.map(({ kind }) => kind)).toEqual([
    'session_scheduled',
    status === 'cancelled' ? 'session_cancelled' : 'session_moved',
  ]);
  expect(await mailsOf(planned)).toHaveLength(4);
});

test('a Session is moved or cancelled until exactly 1 hour before its start, in a relaxed workspace until its start', async () => {
  const strict = await mintPlanned({ relaxed: false });
  const move = (planned: Planned, now: number) =>
    refusalOf(rescheduleSession(mintCtx(now), planned.researcher, planned.session.id, to(planned.startsAt + DAY)));
  const cancel = ({ researcher, session }: Planned, now: number) =>
    refusalOf(cancelSession(mintCtx(now), researcher, session.id, { reason: '', scheduleVersion: 1 }));
  const offer = ({ researcher, session }: Planned, now: number) =>
    refusalOf(offerTimes(mintCtx(now), researcher, session.id, { times: [], scheduleVersion: 1 }));
  const late = { code: 'too_late_to_change', detail: { until: iso(strict.startsAt - HOUR) } };
  for (const verb of [move, cancel, offer]) expect(await verb(strict, strict.startsAt - HOUR + 1)).toEqual(late);
  expect(await move(strict, strict.startsAt - HOUR)).toBeNull();
  const other = await mintPlanned({ relaxed: false });
  expect(await cancel(other, other.startsAt - HOUR)).toBeNull();
  const relaxed = await mintPlanned();
  const over = { code: 'too_late_to_change', detail: { until: relaxed.session.startsAt } };
  expect(await cancel(relaxed, relaxed.startsAt + 1)).toEqual(over);
  expect(await cancel(relaxed, relaxed.startsAt)).toBeNull();
});

test('a new time obeys the rules of booking, on both sides of each limit', async () => {
  const { researcher, session } = await mintPlanned({ relaxed: false });
  const now = Date.now();
  const move = (startsAt: number, change = {}) =>
    refusalOf(rescheduleSession(mintCtx(now), researcher, session.id, { ...to(startsAt), ...change }));
  expect(await move(now + BOOK_AHEAD_MIN - 1)).toMatchObject({
    code: 'too_soon',
    detail: { earliest: expect.any(String) },
  });
  expect(await move(now - 1)).toMatchObject({ code: 'in_the_past' });
  expect(await move(now + BOOK_AHEAD_MAX + 1)).toMatchObject({ code: 'too_far' });
  expect(await move(now + DAY, { lengthMinutes: 0 })).toMatchObject({ code: 'bad_length' });
  expect(await move(now + DAY, { zone: 'Mars/Olympus' })).toMatchObject({ code: 'bad_zone' });
  expect(await move(Date.parse(session.startsAt))).toMatchObject({ code: 'bad_input' });
  expect(await move(now + BOOK_AHEAD_MIN)).toBeNull();
  expect(await move(now + BOOK_AHEAD_MAX, { scheduleVersion: 2 })).toBeNull();
});

test("a Session cannot be moved onto another of its host's, but may overlap its own old time", async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const first = await mintSession(signed, study);
  const second = await mintSession(signed, study, { startsAt: Date.parse(first.endsAt) });
  const move = (startsAt: number) =>
    send('POST', `/api/sessions/${second.id}/reschedule`, { cookie: signed.cookie, body: to(startsAt) });
  expect(await errorOf(await move(Date.parse(first.endsAt) - MINUTE))).toMatchObject({
    code: 'host_busy',
    detail: { session: { id: first.id, studyTitle: study.title } },
  });
  expect((await move(Date.parse(first.endsAt) + MINUTE)).status).toBe(200);
});

test('two Sessions of one host moved to one time at once: one goes there', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const both = [1, 2].map((days) => mintSession(signed, study, { startsAt: Date.now() + days * DAY }));
  const there = Date.now() + 9 * DAY;
  const answers = await Promise.all(
    (await Promise.all(both)).map(({ id }) =>
      send('POST', `/api/sessions/${id}/reschedule`, { cookie: signed.cookie, body: to(there) }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused && (await refusal(refused))).toBe('409 host_busy');
});

test('a cancelled Session is in the Completed tab, both are mailed why, the link says so, and nothing else is done to it', async () => {
  const planned = await mintPlanned();
  const { session, cookie, researcher, seatCookie } = planned;
  const reason = 'A <b>cold</b>\nfrom "Oslo"';
  const answer = await act(planned, 'cancel', { reason, scheduleVersion: 1 });
  expect(await answer.json()).toMatchObject({
    status: 'cancelled',
    timeline: [{ kind: 'session_scheduled' }, { kind: 'session_cancelled', by: researcher.name, detail: { reason } }],
  });
  expect((await mailsOf(planned)).slice(2)).toEqual(['cancelled to participant', 'cancelled to host']);
  const list = await send('GET', `/api/studies/${session.studyId}/sessions?tab=completed`, { cookie });
  expect(await list.json()).toMatchObject([{ id: session.id, status: 'cancelled' }]);
  const link = await send('POST', `/api/j/${session.id}/exchange`, { body: {}, cookie: seatCookie });
  expect(await link.json()).toMatchObject({ session: { state: 'cancelled' }, ticket: '' });
  const row = await roomFacts(session.id);
  expect(row?.plannedVersion).toBe(row?.factsVersion);
  const again = await errorOf(await act(planned, 'cancel', { scheduleVersion: 1 }));
  expect(again).toMatchObject({ code: 'not_scheduled', detail: { status: 'cancelled', changedBy: researcher.name } });
  expect(await refusal(await act(planned, 'reschedule', to(planned.startsAt + DAY)))).toBe('409 not_scheduled');
  const offer = { times: [iso(planned.startsAt + DAY)], scheduleVersion: 1 };
  expect(await refusal(await act(planned, 'offer-times', offer))).toBe('409 not_scheduled');
  expect(await refusal(await act(planned, 'complete'))).toBe('409 not_reviewable');
  expect(await refusal(await act(planned, 'reopen', { reason: 'No.' }))).toBe('409 not_reopenable');
});

test("offered times are the rules' and the host's, sorted, each once; offering again mails again; none withdraws them", async () => {
  const planned = await mintPlanned();
  const { startsAt, researcher, session } = planned;
  const other = await mintSession(planned, await mintStudy(planned), { startsAt: startsAt + 5 * DAY });
  const offer = (times: number[]) => act(planned, 'offer-times', { times: times.map(iso), scheduleVersion: 1 });
  await mintCtx()
    .db.update(sessions)
    .set({ timeAskedAt: 1, timeAskedNote: 'Please' })
    .where(eq(sessions.id, session.id));
  const answer = await offer([startsAt + 2 * DAY, startsAt + DAY, startsAt + DAY]);
  expect(await answer.json()).toMatchObject({
    offeredTimes: [iso(startsAt + DAY), iso(startsAt + 2 * DAY)],
    timeAsked: false,
    timeAskedNote: null,
  });
  expect(await errorOf(await offer([Date.parse(other.startsAt) + MINUTE]))).toMatchObject({
    code: 'host_busy',
    detail: { session: { id: other.id } },
  });
  expect(await refusal(await offer([startsAt]))).toBe('400 bad_input');
  expect(await refusal(await offer([Date.now() - MINUTE]))).toBe('422 in_the_past');
  expect(await refusal(await offer([Date.now() + 366 * DAY]))).toBe('422 too_far');
  expect(await refusal(await offer(Array.from({ length: 9 }, (_, i) => startsAt + (i + 10) * DAY)))).toBe(
    '400 bad_input',
  );
  expect((await offer([startsAt + 3 * DAY])).status).toBe(200);
  expect((await mailsOf(planned)).slice(2)).toEqual(['times_offered to participant', 'times_offered to participant']);
  expect(await (await offer([])).json()).toMatchObject({ offeredTimes: [] });
  const { timeline } = await detailsOf(planned);
  expect(timeline.slice(1)).toMatchObject([
    { kind: 'times_offered', by: researcher.name },
    { kind: 'times_offered' },
    { kind: 'times_withdrawn' },
  ]);
  expect(await mailsOf(planned)).toHaveLength(4);
});

test('any Researcher of the workspace may change a Session; those of another, and nobody at all, may not', async () => {
  const planned = await mintPlanned();
  const colleague = await mintResearcher();
  const changes = [
    ['reschedule', to(planned.startsAt + DAY)],
    ['cancel', { scheduleVersion: 1 }],
    ['offer-times', { times: [], scheduleVersion: 1 }],
    ['complete', undefined],
    ['reopen', { reason: 'Because.' }],
  ] as const;
  for (const [verb, body] of changes) {
    expect(await refusal(await act({ ...planned, cookie: colleague.cookie }, verb, body))).toBe('404 not_found');
    expect(await refusal(await act({ ...planned, cookie: '' }, verb, body))).toBe('401 not_signed_in');
  }
  const { workspace } = planned.researcher;
  await mintCtx().db.update(members).set({ workspaceId: workspace.id }).where(eq(members.id, colleague.researcher.id));
  const answer = await act({ ...planned, cookie: colleague.cookie }, 'reschedule', to(planned.startsAt + DAY));
  expect(answer.status).toBe(200);
  expect(await mailsOf(planned)).toContain('moved to host');
  expect((await detailsOf(planned)).timeline.at(-1)?.by).toBe(colleague.researcher.name);
});

test('bad input of a change is refused before anything is read', async () => {
  const planned = await mintPlanned();
  const bad = [
    {},
    to(planned.startsAt + DAY, { scheduleVersion: 0 }),
    to(planned.startsAt + DAY, { scheduleVersion: '1' }),
    to(planned.startsAt + DAY, { lengthMinutes: 0 }),
    to(planned.startsAt + DAY, { lengthMinutes: 241 }),
    to(planned.startsAt + DAY, { startsAt: '+010000-01-01T00:00:00Z' }),
    to(planned.startsAt + DAY, { startsAt: '10000-01-01T00:00:00Z' }),
    to(planned.startsAt + DAY, { startsAt: '2027-02-30T10:00:00Z' }),
    to(planned.startsAt + DAY, { startsAt: '2027-02-28T24:30:00Z' }),
    to(planned.startsAt + DAY, { more: 1 }),
  ];
  for (const body of bad) expect(await refusal(await act(planned, 'reschedule', body))).toBe('400 bad_input');
  const zone = to(planned.startsAt + DAY, { zone: 'Europe/Atlantis' });
  expect(await refusal(await act(planned, 'reschedule', zone))).toBe('422 bad_zone');
  const far = to(planned.startsAt, { startsAt: '9999-12-31T23:59:59Z' });
  expect(await refusal(await act(planned, 'reschedule', far))).toBe('422 too_far');
  expect(await refusal(await act(planned, 'cancel', { reason: 'x'.repeat(501), scheduleVersion: 1 }))).toBe(
    '400 bad_input',
  );
  for (const reason of ['', '   ', undefined]) {
    expect(await refusal(await act(planned, 'reopen', { reason }))).toBe('400 bad_input');
  }
  expect((await detailsOf(planned)).scheduleVersion).toBe(1);
});

test('a name of HTML stays text, and one with a newline is refused, as is such an address', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const post = (participant: { name: string; email: string }) =>
    send('POST', `/api/studies/${study.id}/sessions`, {
      cookie: signed.cookie,
      body: { participant, startsAt: iso(Date.now() + DAY), lengthMinutes: 45, zone: 'UTC' },
    });
  const email = `${unique('x')}@example.org`;
  for (const name of ['A\nBcc: x@example.org', 'A\r\nB', 'A\u0000B', 'A\u0085B']) {
    expect(await refusal(await post({ name, email }))).toBe('400 bad_input');
  }
  expect(await refusal(await post({ name: 'A', email: 'a@example.org\r\nBcc: x@example.org' }))).toBe('400 bad_input');
  const name = '<img src=x onerror=alert(1)> & "Asha"';
  const made = await post({ name, email });
  expect(await made.json()).toMatchObject({ participant: { name, email } });
});
