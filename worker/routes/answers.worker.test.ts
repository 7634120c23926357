import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { comeIn } from '../../test/edge/room-world.ts';
import { detailsOf, mailsOf, mintPlanned, refusalOf } from '../../test/edge/planned-world.ts';
import type { Planned } from '../../test/edge/planned-world.ts';
import { cookiesOf, linkSecrets, mintCtx, mintSession, mintStudy, refusal, send } from '../../test/world.ts';
import type { ErrorBody } from '../../wire/errors.ts';
import type { LinkStanding } from '../../wire/http.ts';
import { BOOK_AHEAD_MIN, DAY, HOUR, MINUTE } from '../../wire/limits.ts';
import { sessions } from '../db/schema.ts';
import { answerRsvp, sayLate } from '../domain/answers.ts';
import { cancelAsParticipant, cancelSession } from '../domain/cancel.ts';
import { chooseTime, rescheduleSession } from '../domain/move.ts';
import { askTime, offerTimes } from '../domain/other-times.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const say = ({ session, seatCookie }: Planned, verb: string, body: unknown) =>
  send('POST', `/api/j/${session.id}/${verb}`, { cookie: seatCookie, body });
const standingIn = async (response: Response) => {
  expect(response.status).toBe(200);
  return (await response.json()) as LinkStanding;
};
const errorOf = async (response: Response) => (await response.json<ErrorBody>()).error;
const offer = ({ researcher, session }: Planned, times: number[], now?: number) =>
  offerTimes(mintCtx(now), researcher, session.id, { times: times.map(iso), scheduleVersion: 1 });
const moveTo = ({ researcher, session }: Planned, startsAt: number, scheduleVersion = 1) =>
  rescheduleSession(mintCtx(), researcher, session.id, {
    startsAt: iso(startsAt),
    lengthMinutes: 45,
    zone: 'Europe/Berlin',
    scheduleVersion,
  });
/** Every verb of the Participant, as it would be sent against that version. */
const everyVerb = (startsAt: number, scheduleVersion: number): [string, unknown][] => [
  ['rsvp', { answer: 'confirmed', scheduleVersion }],
  ['choose-time', { startsAt: iso(startsAt), scheduleVersion }],
  ['ask-time', { note: '', scheduleVersion }],
  ['cancel', { scheduleVersion }],
];

test('the Participant answers, changes the answer, and the same answer again changes nothing', async () => {
  const planned = await mintPlanned();
  for (const answer of ['confirmed', 'confirmed', 'declined', 'confirmed']) {
    const standing = await standingIn(await say(planned, 'rsvp', { answer, scheduleVersion: 1 }));
    expect(standing).toMatchObject({ session: { state: 'early', scheduleVersion: 1 }, plan: { rsvp: answer } });
  }
  const { rsvp, timeline } = await detailsOf(planned);
  expect(rsvp).toBe('confirmed');
  expect(timeline.slice(1)).toMatchObject([
    { kind: 'rsvp_confirmed', by: 'Asha Rao' },
    { kind: 'rsvp_declined' },
    { kind: 'rsvp_confirmed' },
  ]);
});

test('opening the link changes nothing, by whatever method a mail scanner tries', async () => {
  const planned = await mintPlanned();
  const before = await detailsOf(planned);
  for (const verb of ['rsvp', 'choose-time', 'ask-time', 'cancel', 'late', 'exchange']) {
    for (const method of ['GET', 'HEAD']) {
      const path = `/api/j/${planned.session.id}/${verb}`;
      expect((await send(method, path, { cookie: planned.seatCookie })).status).toBe(404);
    }
  }
  expect(await detailsOf(planned)).toEqual(before);
});

test('a mail of before the Session was moved is stale, and the answer says how things stand', async () => {
  const planned = await mintPlanned();
  await moveTo(planned, planned.startsAt + DAY);
  for (const [verb, body] of everyVerb(planned.startsAt + DAY, 1)) {
    expect(await errorOf(await say(planned, verb, body))).toMatchObject({
      code: 'mail_stale',
      detail: { startsAt: iso(planned.startsAt + DAY), scheduleVersion: 2, status: 'scheduled', rsvp: 'none' },
    });
  }
  await standingIn(await say(planned, 'rsvp', { answer: 'confirmed', scheduleVersion: 2 }));
});

test('after a cancellation nothing is answered, asked or chosen any more', async () => {
  const planned = await mintPlanned();
  const { researcher, session, startsAt } = planned;
  await cancelSession(mintCtx(), researcher, session.id, { reason: '', scheduleVersion: 1 });
  for (const [verb, body] of [...everyVerb(startsAt + DAY, 1), ['late', { minutes: 5 }] as const]) {
    expect(await errorOf(await say(planned, verb, body))).toMatchObject({
      code: 'not_scheduled',
      detail: { status: 'cancelled', changedBy: researcher.name },
    });
  }
  expect((await detailsOf(planned)).rsvp).toBe('none');
});

test('an answer counts until the end of the Session', async () => {
  const { seat, session } = await mintPlanned();
  const answer = (now: number) =>
    refusalOf(answerRsvp(mintCtx(now), seat, { answer: 'confirmed', scheduleVersion: 1 }));
  expect(await answer(Date.parse(session.endsAt))).toMatchObject({ code: 'not_scheduled' });
  expect(await answer(Date.parse(session.endsAt) - 1)).toBeNull();
});

test('the Participant chooses an offered time, which moves the Session and says that they will be there', async () => {
  const planned = await mintPlanned();
  const { startsAt } = planned;
  await offer(planned, [startsAt + DAY, startsAt + 2 * DAY]);
  const none = await errorOf(
    await say(planned, 'choose-time', { startsAt: iso(startsAt + 3 * DAY), scheduleVersion: 1 }),
  );
  expect(none).toMatchObject({
    code: 'time_not_offered',
    detail: { offeredTimes: [iso(startsAt + DAY), iso(startsAt + 2 * DAY)] },
  });
  const body = { startsAt: new Date(startsAt + DAY).toISOString().replace('Z', '+00:00'), scheduleVersion: 1 };
  expect(await standingIn(await say(planned, 'choose-time', body))).toMatchObject({
    session: { startsAt: iso(startsAt + DAY), endsAt: iso(startsAt + DAY + 45 * MINUTE), scheduleVersion: 2 },
    plan: { rsvp: 'confirmed', offeredTimes: [], timeAsked: false },
  });
  expect((await mailsOf(planned)).slice(-2)).toEqual(['moved to participant', 'moved to host']);
  expect((await detailsOf(planned)).timeline.at(-1)).toMatchObject({ kind: 'session_moved', by: 'Asha Rao' });
});

test('a chosen time obeys the rules as they fall when it is chosen', async () => {
  const planned = await mintPlanned({ relaxed: false, startsAt: Date.now() + 3 * DAY });
  const offered = Date.now() + DAY;
  const gone = planned.startsAt + DAY;
  await offer(planned, [offered, gone]);
  const choose = (startsAt: number, now: number) =>
    refusalOf(chooseTime(mintCtx(now), planned.seat, { startsAt: iso(startsAt), scheduleVersion: 1 }));
  expect(await choose(offered, offered - BOOK_AHEAD_MIN + 1)).toMatchObject({ code: 'too_soon' });
  expect(await choose(gone, planned.startsAt - HOUR + 1)).toMatchObject({ code: 'too_late_to_change' });
  const study = await mintStudy(planned);
  await mintSession({ ...planned, researcher: { ...planned.researcher } }, study, { startsAt: gone });
  expect(await choose(gone, Date.now())).toEqual({ code: 'host_busy', detail: undefined });
  expect(await choose(offered, offered - BOOK_AHEAD_MIN)).toBeNull();
});

test('of two times chosen at once one holds, and so it is when the offer is withdrawn meanwhile', async () => {
  const planned = await mintPlanned();
  const { startsAt } = planned;
  await offer(planned, [startsAt + DAY, startsAt + 2 * DAY]);
  const answers = await Promise.all(
    [1, 2].map((days) => say(planned, 'choose-time', { startsAt: iso(startsAt + days * DAY), scheduleVersion: 1 })),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(await mailsOf(planned)).toHaveLength(5);
  const other = await mintPlanned();
  await offer(other, [other.startsAt + DAY]);
  const [chosen, withdrawn] = await Promise.all([
    say(other, 'choose-time', { startsAt: iso(other.startsAt + DAY), scheduleVersion: 1 }),
    refusalOf(offer(other, [])),
  ]);
  const { scheduleVersion } = await detailsOf(other);
  expect(scheduleVersion).toBe(chosen.status === 200 ? 2 : 1);
  expect(chosen.status === 200 || withdrawn === null).toBe(true);
});

test('asking for another time mails the host once, keeps the newest note, and is over when times are offered', async () => {
  const planned = await mintPlanned();
  const ask = (note: string) => say(planned, 'ask-time', { note, scheduleVersion: 1 });
  expect(await standingIn(await ask('Mornings'))).toMatchObject({ plan: { timeAsked: true } });
  await standingIn(await ask('Evenings, <please>\nthanks'));
  expect(await detailsOf(planned)).toMatchObject({ timeAsked: true, timeAskedNote: 'Evenings, <please>\nthanks' });
  expect((await mailsOf(planned)).slice(2)).toEqual(['time_asked to host']);
  await offer(planned, [planned.startsAt + DAY]);
  expect(await detailsOf(planned)).toMatchObject({ timeAsked: false, timeAskedNote: null });
  await standingIn(await ask('None of these'));
  expect((await mailsOf(planned)).slice(2)).toEqual([
    'time_asked to host',
    'times_offered to participant',
    'time_asked to host',
  ]);
  expect(await refusal(await ask('x'.repeat(501)))).toBe('400 bad_input');
});

test('of two who ask at once the host is mailed once', async () => {
  const planned = await mintPlanned();
  await Promise.all([1, 2, 3].map(() => say(planned, 'ask-time', { scheduleVersion: 1 })));
  expect((await mailsOf(planned)).slice(2)).toEqual(['time_asked to host']);
});

test('the Participant asks and cancels until exactly 1 hour before the start', async () => {
  const { seat, startsAt } = await mintPlanned({ relaxed: false });
  const ask = (now: number) => refusalOf(askTime(mintCtx(now), seat, { note: '', scheduleVersion: 1 }));
  const cancel = (now: number) =>
    refusalOf(cancelAsParticipant(mintCtx(now), seat, { reason: '', scheduleVersion: 1 }));
  const late = { code: 'too_late_to_change', detail: { until: iso(startsAt - HOUR) } };
  expect(await ask(startsAt - HOUR + 1)).toEqual(late);
  expect(await ask(startsAt - HOUR)).toBeNull();
  expect(await cancel(startsAt - HOUR + 1)).toEqual(late);
  expect(await cancel(startsAt - HOUR)).toBeNull();
});

test('the Participant cancels with a reason, and both are mailed', async () => {
  const planned = await mintPlanned();
  const standing = await standingIn(await say(planned, 'cancel', { reason: 'Ill', scheduleVersion: 1 }));
  expect(standing).toMatchObject({ session: { state: 'cancelled' } });
  expect((await mailsOf(planned)).slice(2)).toEqual(['cancelled to participant', 'cancelled to host']);
  const { timeline } = await detailsOf(planned);
  expect(timeline.at(-1)).toMatchObject({ kind: 'session_cancelled', by: 'Asha Rao', detail: { reason: 'Ill' } });
});

test("'I'm running late' is said from 1 hour before the start until 15 minutes after it", async () => {
  const planned = await mintPlanned();
  const { seat, startsAt } = planned;
  const late = (now: number, minutes = 5) => refusalOf(sayLate(mintCtx(now), seat, minutes));
  const refused = {
    code: 'late_not_now',
    detail: { from: iso(startsAt - HOUR), until: iso(startsAt + 15 * MINUTE) },
  };
  expect(await late(startsAt - HOUR - 1)).toEqual(refused);
  expect(await late(startsAt + 15 * MINUTE + 1)).toEqual(refused);
  expect(await late(startsAt - HOUR)).toBeNull();
  expect(await late(startsAt - HOUR)).toBeNull();
  expect(await late(startsAt + 15 * MINUTE, 15)).toBeNull();
  const { lateMinutes, timeline } = await detailsOf(planned);
  expect(lateMinutes).toBe(15);
  expect(timeline.slice(1)).toMatchObject([
    { kind: 'running_late', by: 'Asha Rao', detail: { minutes: 5 } },
    { kind: 'running_late', detail: { minutes: 15 } },
  ]);
  for (const minutes of [0, 20, -5, '5', null]) {
    expect(await refusal(await say(planned, 'late', { minutes }))).toBe('400 bad_input');
  }
});

test('who waits in the room is told that the Participant runs late', async () => {
  const planned = await mintPlanned({ startsAt: Date.now() + 5 * MINUTE });
  const { session, researcher, seat } = planned;
  const room = mintCtx().env.ROOM.getByName(session.id);
  const world = { id: session.id, room, participantId: seat.personId ?? '', hostId: researcher.id };
  const waiting = await comeIn(world, 'researcher');
  const standing = await standingIn(await say(planned, 'late', { minutes: 10 }));
  expect(standing.plan?.lateMinutes).toBe(10);
  expect(await waiting.hears('late')).toMatchObject({ minutes: 10 });
  const [row] = await mintCtx().db.select().from(sessions).where(eq(sessions.id, session.id));
  expect(row?.plannedVersion).toBe(row?.factsVersion);
});

test("only the Participant's own seat answers: not a Guest's, not a Researcher's, not of another Session", async () => {
  const planned = await mintPlanned();
  const other = await mintPlanned();
  const { guest } = await linkSecrets(planned.researcher, planned.session.id);
  const enter = (body: unknown, cookie?: string) =>
    send('POST', `/api/j/${planned.session.id}/exchange`, { body, cookie });
  const cookies = [
    cookiesOf(await enter({ secret: guest })),
    cookiesOf(await enter({}, planned.cookie)),
    planned.cookie,
    other.seatCookie,
    '',
  ];
  for (const seatCookie of cookies) {
    for (const [verb, body] of [...everyVerb(planned.startsAt + DAY, 1), ['late', { minutes: 5 }] as const]) {
      expect(await refusal(await say({ ...planned, seatCookie }, verb, body))).toBe('404 link_dead');
    }
  }
  const { timeline } = await detailsOf(planned);
  expect(timeline.map(({ kind }) => kind)).toEqual(['session_scheduled']);
});

test('the link of a moved Session shows the new time, no answer, and until when it can be changed', async () => {
  const planned = await mintPlanned({ relaxed: false, startsAt: Date.now() + 3 * DAY });
  const { session, seatCookie, startsAt } = planned;
  await say(planned, 'rsvp', { answer: 'declined', scheduleVersion: 1 });
  await moveTo(planned, startsAt + DAY);
  const response = await send('POST', `/api/j/${session.id}/exchange`, { body: {}, cookie: seatCookie });
  expect(await response.json()).toMatchObject({
    session: { startsAt: iso(startsAt + DAY), state: 'early', scheduleVersion: 2 },
    plan: { rsvp: 'none', changeUntil: iso(startsAt + DAY - HOUR), zone: null },
  });
});

test('pressing by a script is braked', async () => {
  const planned = await mintPlanned();
  const press = () => say(planned, 'rsvp', { answer: 'confirmed', scheduleVersion: 1 });
  const codes = (await Promise.all(Array.from({ length: 121 }, press))).map(({ status }) => status);
  expect(new Set(codes)).toEqual(new Set([200, 429]));
});
