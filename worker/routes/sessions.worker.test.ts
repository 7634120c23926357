import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintCtx, mintResearcher, mintSession, mintStudy, refusal, send, unique } from '../../test/world.ts';
import type { SessionDetails, SessionRow } from '../../wire/http.ts';
import { DAY, HOUR, MINUTE } from '../../wire/limits.ts';
import { mails, sessions } from '../db/schema.ts';

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const wish = (change: Record<string, unknown> = {}) => ({
  participant: { name: 'Asha Rao', email: `${unique('asha')}@example.org` },
  startsAt: inMs(DAY),
  lengthMinutes: 45,
  zone: 'Asia/Kolkata',
  ...change,
});

test('a scheduled Session is listed, has its links, its timeline and its two mails, and its Room knows', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const body = wish();
  const made = await send('POST', `/api/studies/${study.id}/sessions`, { cookie: signed.cookie, body });
  expect(made.status).toBe(201);
  const session = (await made.json()) as SessionRow;
  expect(session).toMatchObject({
    studyId: study.id,
    participant: body.participant,
    host: { id: signed.researcher.id, name: signed.researcher.name },
    startsAt: body.startsAt,
    endsAt: new Date(Date.parse(body.startsAt) + 45 * MINUTE).toISOString(),
    zone: 'Asia/Kolkata',
    status: 'scheduled',
    rsvp: 'none',
    live: false,
    completedAt: null,
    recording: null,
  });
  const ongoing = await send('GET', `/api/studies/${study.id}/sessions?tab=ongoing`, { cookie: signed.cookie });
  expect(await ongoing.json()).toEqual([session]);
  const completed = await send('GET', `/api/studies/${study.id}/sessions?tab=completed`, { cookie: signed.cookie });
  expect(await completed.json()).toEqual([]);
  const details = (await (
    await send('GET', `/api/sessions/${session.id}`, { cookie: signed.cookie })
  ).json()) as SessionDetails;
  expect(details).toMatchObject({ ...session, study: { id: study.id, title: study.title } });
  expect(details.guestLink).toMatch(new RegExp(`^${env.APP_ORIGIN}/j/${session.id}#[\\w-]{43}$`));
  expect(details.researcherLink).toBe(`${env.APP_ORIGIN}/j/${session.id}`);
  expect(details.timeline).toMatchObject([{ kind: 'session_scheduled', by: signed.researcher.name }]);
  expect(details.mails.map(({ kind, to }) => [kind, to])).toEqual([
    ['scheduled', body.participant.email],
    ['scheduled', signed.researcher.email],
    ['reminder_hour', body.participant.email],
    ['reminder_hour', signed.researcher.email],
  ]);
  const [row] = await mintCtx().db.select().from(sessions).where(eq(sessions.id, session.id));
  expect(row?.plannedVersion).toBe(row?.factsVersion);
});

test('the rules of booking answer with their limits', async () => {
  const strict = await mintResearcher({ relaxed: false });
  const study = await mintStudy(strict);
  const post = (change: Record<string, unknown>) =>
    send('POST', `/api/studies/${study.id}/sessions`, { cookie: strict.cookie, body: wish(change) });
  expect(await refusal(await post({ startsAt: inMs(-MINUTE) }))).toBe('422 in_the_past');
  expect(await refusal(await post({ startsAt: inMs(366 * DAY) }))).toBe('422 too_far');
  expect(await refusal(await post({ zone: 'Mars/Olympus' }))).toBe('422 bad_zone');
  const zoned = { name: 'Asha', email: 'a@example.org', zone: 'Nowhere' };
  expect(await refusal(await post({ participant: zoned }))).toBe('422 bad_zone');
  const soon = await post({ startsAt: inMs(3 * HOUR) });
  expect(soon.status).toBe(422);
  const { error } = (await soon.json()) as { error: { code: string; detail: { earliest: string } } };
  expect(error.code).toBe('too_soon');
  expect(Date.parse(error.detail.earliest)).toBeGreaterThan(Date.now() + 3.9 * HOUR);
  const afterwards = await send('GET', `/api/studies/${study.id}/sessions?tab=ongoing`, { cookie: strict.cookie });
  expect(await afterwards.json()).toEqual([]);
});

test('one host cannot have two Sessions at a time, and the answer names the other', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const first = await mintSession(signed, study, { startsAt: Date.now() + DAY });
  const later = (ms: number) =>
    send('POST', `/api/studies/${study.id}/sessions`, {
      cookie: signed.cookie,
      body: wish({ startsAt: new Date(Date.parse(first.startsAt) + ms).toISOString() }),
    });
  const clash = await later(44 * MINUTE);
  expect(clash.status).toBe(409);
  const { startsAt, endsAt } = first;
  expect(await clash.json()).toMatchObject({
    error: { code: 'host_busy', detail: { session: { id: first.id, studyTitle: study.title, startsAt, endsAt } } },
  });
  expect(await refusal(await later(-44 * MINUTE))).toBe('409 host_busy');
  expect((await later(45 * MINUTE)).status).toBe(201);
  expect((await later(-45 * MINUTE)).status).toBe(201);
});

test('of two overlapping Sessions asked for at once one is made, with its mails and nothing of the other', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const bodies = [1, 2, 3].map(() => wish());
  const answers = await Promise.all(
    bodies.map((body) => send('POST', `/api/studies/${study.id}/sessions`, { cookie: signed.cookie, body })),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  const list = await send('GET', `/api/studies/${study.id}/sessions?tab=ongoing`, { cookie: signed.cookie });
  expect(await list.json()).toHaveLength(1);
  const toHost = await mintCtx().db.select().from(mails).where(eq(mails.toEmail, signed.researcher.email));
  expect(toHost.filter(({ kind }) => kind === 'scheduled')).toHaveLength(1);
});

test('a Session needs a Study that is Live and one of the own workspace', async () => {
  const signed = await mintResearcher();
  const draft = (await (
    await send('POST', '/api/studies', { cookie: signed.cookie, body: { title: 'Draft' } })
  ).json()) as { id: string };
  const path = `/api/studies/${draft.id}/sessions`;
  expect(await refusal(await send('POST', path, { cookie: signed.cookie, body: wish() }))).toBe('409 study_not_live');
  const stranger = await mintResearcher();
  expect(await refusal(await send('POST', path, { cookie: stranger.cookie, body: wish() }))).toBe('404 not_found');
});

test("'Start now' makes a Session that starts this moment, where the workspace allows it", async () => {
  const { startsAt: _, ...body } = wish();
  const relaxed = await mintResearcher();
  const open = await mintStudy(relaxed);
  const started = await send('POST', `/api/studies/${open.id}/sessions/now`, { cookie: relaxed.cookie, body });
  expect(started.status).toBe(201);
  const session = (await started.json()) as SessionRow;
  expect(Math.abs(Date.parse(session.startsAt) - Date.now())).toBeLessThan(MINUTE);
  const strict = await mintResearcher({ relaxed: false });
  const study = await mintStudy(strict);
  const refused = await send('POST', `/api/studies/${study.id}/sessions/now`, { cookie: strict.cookie, body });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    error: { code: 'not_yours', message: expect.stringContaining('Owner') },
  });
});

test('a Participant who comes again keeps their row and known zone; the newest name stands', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const email = `${unique('again')}@example.org`;
  await mintSession(signed, study, { participant: { name: 'A. Rao', email, zone: 'Asia/Kolkata' } });
  await mintSession(signed, study, { startsAt: Date.now() + 2 * DAY, participant: { name: 'Asha Rao', email } });
  const list = await send('GET', `/api/studies/${study.id}/sessions?tab=ongoing`, { cookie: signed.cookie });
  expect((await list.json<SessionRow[]>()).map(({ participant }) => participant.name)).toEqual([
    'Asha Rao',
    'Asha Rao',
  ]);
  const rows = await mintCtx().db.query.participants.findMany({ where: (p, { eq }) => eq(p.email, email) });
  expect(rows).toMatchObject([{ name: 'Asha Rao', zone: 'Asia/Kolkata' }]);
});

test('bad Session input is refused', async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const bad = [
    {},
    wish({ startsAt: 'tomorrow' }),
    wish({ startsAt: '2026-02-31T25:00:00Z' }),
    wish({ startsAt: 5 }),
    wish({ lengthMinutes: -45 }),
    wish({ lengthMinutes: 241 }),
    wish({ zone: 'Europe/Berlin<script>' }),
    wish({ participant: null }),
    wish({ participant: { name: 'x'.repeat(300), email: 'a@example.org' } }),
    wish({ participant: { name: 'A\r\nBcc: x@example.org', email: 'a@example.org' } }),
    wish({ participant: { name: 'A', email: 'a@example.org\nBcc: x@example.org' } }),
    wish({ participant: { name: 'A', email: 'nobody' } }),
  ];
  for (const body of bad) {
    const response = await send('POST', `/api/studies/${study.id}/sessions`, { cookie: signed.cookie, body });
    expect(await refusal(response)).toBe('400 bad_input');
  }
  for (const tab of ['', '?tab=', '?tab=all', '?tab[]=ongoing']) {
    const response = await send('GET', `/api/studies/${study.id}/sessions${tab}`, { cookie: signed.cookie });
    expect(await refusal(response)).toBe('400 bad_input');
  }
});

test("another workspace's Session cannot be seen or touched", async () => {
  const owner = await mintResearcher();
  const session = await mintSession(owner, await mintStudy(owner));
  const { cookie } = await mintResearcher();
  for (const id of [session.id, 'nosuchsession', "' or 1=1 --", '%F0%9F%92%A5']) {
    expect(await refusal(await send('GET', `/api/sessions/${id}`, { cookie }))).toBe('404 not_found');
    const path = `/api/sessions/${id}/guest-link/regenerate`;
    expect(await refusal(await send('POST', path, { cookie, body: { keepGuests: false } }))).toBe('404 not_found');
  }
  const details = (await (
    await send('GET', `/api/sessions/${session.id}`, { cookie: owner.cookie })
  ).json()) as SessionDetails;
  expect(details.timeline.map(({ kind }) => kind)).toEqual(['session_scheduled']);
});
