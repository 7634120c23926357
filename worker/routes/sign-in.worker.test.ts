import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { cookiesOf, mailedToken, mintCtx, mintResearcher, refusal, send, unique } from '../../test/world.ts';
import type { Me } from '../../wire/http.ts';
import { SIGN_IN_LINK_LIFE } from '../../wire/limits.ts';
import { mails, signIns } from '../db/schema.ts';
import { completeSignIn } from '../domain/sign-in.ts';

test('a mailed link signs in once and makes an unknown person the Owner of a new workspace', async () => {
  const email = `${unique('nora')}@example.org`;
  const asked = await send('POST', '/api/sign-in', { body: { email, zone: 'Asia/Kolkata', next: '/studies/1' } });
  expect(asked.status).toBe(202);
  const token = await mailedToken(email);
  const done = await send('POST', '/api/sign-in/complete', { body: { token } });
  expect(done.status).toBe(200);
  const { next, me } = (await done.json()) as { next: string; me: Me };
  expect(next).toBe('/studies/1');
  expect(me.member).toMatchObject({ email, zone: 'Asia/Kolkata', role: 'owner', name: email.split('@')[0] });
  expect(me.workspace.relaxedBooking).toBe(false);
  const set = done.headers.getSetCookie()[0] ?? '';
  expect(set).toMatch(/^__Host-fieldroom=[\w-]{43}; .*Path=\/;.* HttpOnly; Secure; SameSite=Lax$/);
  const mine = await send('GET', '/api/me', { cookie: cookiesOf(done) });
  expect(await mine.json()).toEqual(me);
  expect(await refusal(await send('POST', '/api/sign-in/complete', { body: { token } }))).toBe('410 sign_in_link_dead');
});

test('a link pressed twice at the same moment signs in one of the two', async () => {
  const email = `${unique('twice')}@example.org`;
  await send('POST', '/api/sign-in', { body: { email } });
  const body = { token: await mailedToken(email) };
  const both = await Promise.all([1, 2].map(() => send('POST', '/api/sign-in/complete', { body })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
});

test('a link is dead after 15 minutes, and so is one that never was', async () => {
  const email = `${unique('late')}@example.org`;
  await send('POST', '/api/sign-in', { body: { email } });
  const token = await mailedToken(email);
  const late = mintCtx(Date.now() + SIGN_IN_LINK_LIFE + 1000);
  await expect(completeSignIn(late, token)).rejects.toMatchObject({ code: 'sign_in_link_dead' });
  const made = await send('POST', '/api/sign-in/complete', { body: { token: 'made-up' } });
  expect(await refusal(made)).toBe('410 sign_in_link_dead');
});

test('known and unknown addresses get the same answer', async () => {
  const { researcher } = await mintResearcher();
  const answers = await Promise.all(
    [researcher.email, `${unique('nobody')}@example.org`].map((email) =>
      send('POST', '/api/sign-in', { body: { email } }),
    ),
  );
  const [known, unknown] = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
  expect(known).toEqual(unknown);
});

test('the second sign-in of a person comes back to the same workspace', async () => {
  const first = await mintResearcher();
  const second = await mintResearcher({ email: first.researcher.email });
  expect(second.researcher.workspace.id).toBe(first.researcher.workspace.id);
  expect(second.cookie).not.toBe(first.cookie);
});

test('neither the token nor the cookie stands in the database', async () => {
  const email = `${unique('secret')}@example.org`;
  await send('POST', '/api/sign-in', { body: { email } });
  const token = await mailedToken(email);
  const done = await send('POST', '/api/sign-in/complete', { body: { token } });
  const cookie = cookiesOf(done).split('=')[1] ?? '';
  const { db } = mintCtx();
  const rows = [await db.select().from(mails).where(eq(mails.toEmail, email)), await db.select().from(signIns)];
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(rows)).not.toContain(cookie);
});

test('signing out ends the sign-in at the server', async () => {
  const { cookie } = await mintResearcher();
  const out = await send('POST', '/api/sign-out', { cookie });
  expect(out.status).toBe(204);
  expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
  expect(await refusal(await send('GET', '/api/me', { cookie }))).toBe('401 not_signed_in');
  expect((await send('POST', '/api/sign-out')).status).toBe(204);
});

test('bad sign-in input is refused in words', async () => {
  const bad = [
    {},
    { email: 7 },
    { email: 'nobody' },
    { email: 'a@example.org\nBcc: b@example.org' },
    { email: `${'a'.repeat(300)}@example.org` },
    { email: 'a@example.org', next: '//evil.example' },
    { email: 'a@example.org', next: 'https://evil.example' },
    { email: 'a@example.org', extra: 1 },
    'no json',
    '[',
    'null',
    '[]',
  ];
  for (const body of bad) expect(await refusal(await send('POST', '/api/sign-in', { body }))).toBe('400 bad_input');
  const zone = await send('POST', '/api/sign-in', { body: { email: 'a@example.org', zone: 'Mars/Olympus' } });
  expect(await refusal(zone)).toBe('422 bad_zone');
  expect(await refusal(await send('POST', '/api/sign-in'))).toBe('400 bad_input');
});

test('asking for very many links is braked', async () => {
  const headers = { 'CF-Connecting-IP': unique('flood') };
  const ask = () => send('POST', '/api/sign-in', { body: { email: `${unique('flood')}@example.org` }, headers });
  // The brake counts by the clock's minute: 21 in a row put more than 10 into one of two minutes.
  const codes = (await Promise.all(Array.from({ length: 21 }, ask))).map(({ status }) => status);
  expect(new Set(codes)).toEqual(new Set([202, 429]));
});

test('a browser page of another site cannot write', async () => {
  const body = { email: 'a@example.org' };
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, { Origin: 'null' }]) {
    expect(await refusal(await send('POST', '/api/sign-in', { body, headers }))).toBe('403 not_yours');
  }
  const own = { 'Sec-Fetch-Site': 'same-origin', Origin: env.APP_ORIGIN };
  expect((await send('POST', '/api/sign-in', { body, headers: own })).status).toBe(202);
});
