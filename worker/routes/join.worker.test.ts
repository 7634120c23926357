import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import {
  cookiesOf,
  linkSecrets,
  mintCtx,
  mintOpenSession,
  mintResearcher,
  mintSession,
  mintStudy,
  refusal,
  send,
  unique,
} from '../../test/world.ts';
import type { LinkView } from '../../wire/http.ts';
import { DAY, MINUTE } from '../../wire/limits.ts';
import { seats, sessions } from '../db/schema.ts';
import { recordConsent } from '../domain/consent.ts';
import { verifyTicket } from '../lib/tokens.ts';

const exchange = (id: string, body: unknown, cookie?: string) =>
  send('POST', `/api/j/${id}/exchange`, { body, cookie });
const view = async (response: Response) => {
  expect(response.status).toBe(200);
  return (await response.json()) as LinkView;
};
const ticket = (id: string, cookie?: string, body?: unknown) => send('POST', `/api/j/${id}/ticket`, { body, cookie });

test('a Guest comes in by the Guest link and keeps the seat by the cookie', async () => {
  const { session, study, guest, researcher } = await mintOpenSession();
  const response = await exchange(session.id, { secret: guest });
  const set = response.headers.getSetCookie()[0] ?? '';
  expect(set).toMatch(/^fieldroom_guest=[\w-]{43}; /);
  for (const part of [`Path=/api/j/${session.id};`, 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(set).toContain(part);
  const first = await view(response);
  expect(first).toMatchObject({
    session: { id: session.id, studyTitle: study.title, hostName: researcher.name, state: 'open' },
    seat: { role: 'guest', name: '' },
    guestPolicy: 'talk',
    recorded: true,
    consent: null,
    iceServers: [],
  });
  const claims = await verifyTicket(env.TICKET_KEYS, first.ticket, Date.now());
  expect(claims).toMatchObject({
    seat: first.seat.id,
    session: session.id,
    role: 'guest',
    person: null,
    linkVersion: 1,
  });
  for (const body of [{ secret: guest }, {}]) {
    const again = await exchange(session.id, body, cookiesOf(response));
    expect(again.headers.getSetCookie()).toEqual([]);
    expect((await view(again)).seat.id).toBe(first.seat.id);
  }
});

test('two Guests by one link have two seats', async () => {
  const { session, guest } = await mintOpenSession();
  const [a, b] = await Promise.all([1, 2].map(async () => view(await exchange(session.id, { secret: guest }))));
  expect(a?.seat.id).not.toBe(b?.seat.id);
});

test('the Participant is known by name and is shown the consent text, agreed or not', async () => {
  const { session, study, participant } = await mintOpenSession({ recordingPolicy: 'by_hand', consent: 'Ours.' });
  const response = await exchange(session.id, { secret: participant });
  const first = await view(response);
  expect(first).toMatchObject({
    seat: { role: 'participant', name: 'Asha Rao' },
    recorded: false,
    consent: { version: study.consent.version, text: 'Ours.', agreed: false },
  });
  const { person } = await verifyTicket(env.TICKET_KEYS, first.ticket, Date.now());
  const { version, text } = study.consent;
  await recordConsent(mintCtx(), session.id, { participantId: person ?? '', name: 'Asha Rao', version, text });
  expect((await view(await exchange(session.id, {}, cookiesOf(response)))).consent?.agreed).toBe(true);
});

test('a member of the workspace comes in as Researcher without a secret, a stranger does not', async () => {
  const { session, cookie, researcher } = await mintOpenSession();
  const response = await exchange(session.id, {}, cookie);
  expect(cookiesOf(response)).toMatch(/^fieldroom_researcher=/);
  const first = await view(response);
  expect(first.seat).toMatchObject({ role: 'researcher', name: researcher.name });
  expect((await view(await exchange(session.id, {}, `${cookie}; ${cookiesOf(response)}`))).seat.id).toBe(first.seat.id);
  const stranger = await mintResearcher();
  expect(await refusal(await exchange(session.id, {}, stranger.cookie))).toBe('404 link_dead');
  expect(await refusal(await exchange(session.id, {}, cookiesOf(response)))).toBe('404 link_dead');
});

test('one browser holds the seats of three tabs, and each tab gets its own back', async () => {
  const { session, cookie, guest, participant } = await mintOpenSession();
  const responses = [
    await exchange(session.id, {}, cookie),
    await exchange(session.id, { secret: participant }, cookie),
    await exchange(session.id, { secret: guest }, cookie),
  ];
  const jar = [cookie, ...responses.map(cookiesOf)].join('; ');
  for (const response of responses) {
    const { seat } = await view(response);
    expect((await view(await exchange(session.id, { seat: seat.id }, jar))).seat).toEqual(seat);
    const answer = (await (await ticket(session.id, jar, { seat: seat.id })).json()) as { ticket: string };
    expect(await verifyTicket(env.TICKET_KEYS, answer.ticket, Date.now())).toMatchObject({ seat: seat.id });
  }
  expect((await view(await exchange(session.id, {}, jar))).seat.role).toBe('researcher');
});

test('dead, unknown and malformed links get one and the same answer', async () => {
  const { session, guest } = await mintOpenSession();
  const other = await mintOpenSession();
  const attempts: [string, unknown][] = [
    [session.id, {}],
    [session.id, { secret: '' }],
    [session.id, { secret: 'x' }],
    [session.id, { secret: `${guest}x` }],
    [session.id, { secret: guest.slice(0, -1) }],
    [session.id, { secret: 'x'.repeat(5000) }],
    [session.id, { secret: '💥\u0000‮' }],
    [session.id, { secret: other.guest }],
    [session.id, { seat: 'made-up' }],
    ['nosuchsession', { secret: guest }],
    ['nosuchsession', {}],
    ["'%20or%201=1", { secret: guest }],
    ['%F0%9F%92%A5', { secret: guest }],
    ['x'.repeat(2000), { secret: guest }],
  ];
  const answers = await Promise.all(
    attempts.map(async ([id, body]) => {
      const response = await exchange(id, body);
      return [response.status, await response.text(), response.headers.getSetCookie()];
    }),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]?.[0]).toBe(404);
  for (const body of [{ secret: 5 }, { other: 1 }, [1], 'no json']) {
    expect(await refusal(await exchange(session.id, body))).toBe('400 bad_input');
  }
});

test('a regenerated Guest link kills the old secret, its seats and their tickets, and no other link', async () => {
  const { session, researcher, cookie, guest, participant } = await mintOpenSession();
  const entered = await exchange(session.id, { secret: guest });
  const path = `/api/sessions/${session.id}/guest-link/regenerate`;
  const answer = await send('POST', path, { cookie, body: { keepGuests: true } });
  expect(answer.status).toBe(200);
  const { guestLink } = (await answer.json()) as { guestLink: string };
  const fresh = (await linkSecrets(researcher, session.id)).guest;
  expect(guestLink.split('#')[1]).toBe(fresh);
  expect(fresh).not.toBe(guest);
  expect(await refusal(await exchange(session.id, { secret: guest }))).toBe('404 link_dead');
  expect(await refusal(await exchange(session.id, { secret: guest }, cookiesOf(entered)))).toBe('404 link_dead');
  expect(await refusal(await exchange(session.id, {}, cookiesOf(entered)))).toBe('404 link_dead');
  expect(await refusal(await ticket(session.id, cookiesOf(entered)))).toBe('404 link_dead');
  expect((await view(await exchange(session.id, { secret: fresh }))).seat.role).toBe('guest');
  expect((await view(await exchange(session.id, { secret: participant }))).seat.role).toBe('participant');
  const details = await (await send('GET', `/api/sessions/${session.id}`, { cookie })).json();
  expect(details).toMatchObject({
    guestLink,
    timeline: [{ kind: 'session_scheduled' }, { kind: 'guest_link_regenerated', by: researcher.name }],
  });
  expect(await refusal(await send('POST', path, { cookie, body: {} }))).toBe('400 bad_input');
});

test('a revoked seat gets no ticket and does not come back by its cookie', async () => {
  const { session, guest } = await mintOpenSession();
  const entered = await exchange(session.id, { secret: guest });
  const cookie = cookiesOf(entered);
  expect((await ticket(session.id, cookie)).status).toBe(200);
  const { seat } = await view(entered);
  await mintCtx().db.update(seats).set({ revokedAt: Date.now() }).where(eq(seats.id, seat.id));
  expect(await refusal(await ticket(session.id, cookie))).toBe('404 link_dead');
  expect(await refusal(await exchange(session.id, {}, cookie))).toBe('404 link_dead');
  expect(await refusal(await ticket(session.id))).toBe('404 link_dead');
  expect(await refusal(await ticket('nosuchsession', cookie))).toBe('404 link_dead');
});

test("a seat's cookie is of no use in another Session", async () => {
  const one = await mintOpenSession();
  const two = await mintOpenSession();
  const cookie = cookiesOf(await exchange(one.session.id, { secret: one.participant }));
  expect(await refusal(await exchange(two.session.id, {}, cookie))).toBe('404 link_dead');
  expect(await refusal(await ticket(two.session.id, cookie))).toBe('404 link_dead');
});

test('the link says where things stand', async () => {
  const { session, cookie, participant } = await mintOpenSession();
  const state = async (change: Partial<typeof sessions.$inferInsert>) => {
    await mintCtx().db.update(sessions).set(change).where(eq(sessions.id, session.id));
    return view(await exchange(session.id, { secret: participant }));
  };
  const now = Date.now();
  expect(await state({ startsAt: now + 11 * MINUTE, endsAt: now + DAY })).toMatchObject({
    session: { state: 'early' },
    ticket: expect.stringMatching(/./),
  });
  expect((await state({ startsAt: now + 9 * MINUTE })).session.state).toBe('open');
  expect((await state({ startsAt: now - DAY, endsAt: now - 119 * MINUTE })).session.state).toBe('open');
  const over = { session: { state: 'over' }, ticket: '', iceServers: [] };
  expect(await state({ endsAt: now - 121 * MINUTE })).toMatchObject(over);
  expect(await state({ endsAt: now + DAY, status: 'completed' })).toMatchObject(over);
  expect(await state({ status: 'cancelled' })).toMatchObject({ session: { state: 'cancelled' }, ticket: '' });
  expect(cookie).not.toBe('');
});

test('guessing is braked', async () => {
  const { session } = await mintOpenSession();
  const headers = { 'CF-Connecting-IP': unique('guesser') };
  const guess = () => send('POST', `/api/j/${session.id}/exchange`, { body: { secret: 'guess' }, headers });
  // The brake counts by the clock's minute: 121 guesses in a row put more than 60 into one of two minutes.
  const codes = (await Promise.all(Array.from({ length: 121 }, guess))).map(({ status }) => status);
  expect(new Set(codes)).toEqual(new Set([404, 429]));
});

test("the socket's address takes only upgrades from our own pages", async () => {
  const { session } = await mintOpenSession();
  const path = `/api/j/${session.id}/socket`;
  expect(await refusal(await send('GET', path))).toBe('400 bad_input');
  const headers = { Upgrade: 'websocket', Origin: 'https://evil.example' };
  expect(await refusal(await send('GET', path, { headers }))).toBe('403 not_yours');
});

test('a Participant who is scheduled far ahead can open the link early', async () => {
  const signed = await mintResearcher();
  const session = await mintSession(signed, await mintStudy(signed), { startsAt: Date.now() + 300 * DAY });
  const { participant } = await linkSecrets(signed.researcher, session.id);
  expect((await view(await exchange(session.id, { secret: participant }))).session.state).toBe('early');
});
