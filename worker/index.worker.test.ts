import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { linkSecrets, mintCtx, mintResearcher, mintSession, mintStudy, send } from '../test/world.ts';
import { mails, sessions } from './db/schema.ts';
import { changeStudy } from './domain/studies.ts';
import worker from './index.ts';

async function runCron(): Promise<void> {
  const execution = createExecutionContext();
  worker.scheduled(createScheduledController(), env, execution);
  await waitOnExecutionContext(execution);
}
const rowOf = async (id: string) => (await mintCtx().db.select().from(sessions).where(eq(sessions.id, id)))[0];

test('the cron tells Rooms that missed what changed', async () => {
  const signed = await mintResearcher();
  const session = await mintSession(signed, await mintStudy(signed));
  await mintCtx().db.update(sessions).set({ plannedVersion: 0 }).where(eq(sessions.id, session.id));
  await runCron();
  const row = await rowOf(session.id);
  expect(row?.plannedVersion).toBe(row?.factsVersion);
});

test('the cron sends what waits in the outbox, or notes why it could not', async () => {
  const signed = await mintResearcher();
  const session = await mintSession(signed, await mintStudy(signed));
  await runCron();
  const rows = await mintCtx().db.select().from(mails).where(eq(mails.sessionId, session.id));
  for (const row of rows) expect(row.tries).toBe(1);
});

test("a changed Study reaches its Sessions' Rooms", async () => {
  const signed = await mintResearcher();
  const study = await mintStudy(signed);
  const session = await mintSession(signed, study);
  const ctx = mintCtx();
  await changeStudy(ctx, signed.researcher, study.id, { guestPolicy: 'watch' });
  await ctx.settled();
  expect(await rowOf(session.id)).toMatchObject({ factsVersion: 2, plannedVersion: 2 });
});

test('the link page is kept nowhere, framed by nobody, and the same for every id', async () => {
  const signed = await mintResearcher();
  const session = await mintSession(signed, await mintStudy(signed));
  const { guest } = await linkSecrets(signed.researcher, session.id);
  expect(guest).not.toBe('');
  const pages = await Promise.all([session.id, 'nosuchsession'].map((id) => send('GET', `/j/${id}`)));
  for (const page of pages) {
    expect(page.headers.get('Cache-Control')).toBe('no-store');
    expect(page.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(page.headers.get('X-Robots-Tag')).toBe('noindex');
    expect(page.headers.get('Permissions-Policy')).toBe('camera=(self), microphone=(self), display-capture=(self)');
    expect(page.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'");
    expect(page.headers.get('Content-Security-Policy')).toContain("connect-src 'self' wss://fieldroom.test");
    expect(page.headers.getSetCookie()).toEqual([]);
  }
  const [first = '', second = ''] = await Promise.all(pages.map((page) => page.text()));
  const nonces = [first, second].map((html) => /<script nonce="([^"]+)"/.exec(html)?.[1] ?? '');
  expect(new Set(nonces).size).toBe(2);
  for (const [index, nonce] of nonces.entries()) {
    expect(nonce).toMatch(/^[\w-]{43}$/);
    expect(pages[index]?.headers.get('Content-Security-Policy')).toContain(`'nonce-${nonce}'`);
  }
  expect(first.replace(nonces[0] ?? '', '')).toBe(second.replace(nonces[1] ?? '', ''));
});
