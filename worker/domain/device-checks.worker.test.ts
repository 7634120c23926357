import { expect, test } from 'vitest';
import { detailsOf, mintPlanned } from '../../test/edge/planned-world.ts';
import { cookiesOf, linkSecrets, mintCtx, refusal, send } from '../../test/world.ts';
import type { DeviceCheckResult } from '../../wire/http.ts';
import { NAME_MAX } from '../../wire/limits.ts';
import { openDb } from '../db/open.ts';
import { deviceChecks } from '../db/schema.ts';
import { eq } from 'drizzle-orm';
import { env } from 'cloudflare:workers';
import { cancelSession } from './cancel.ts';
import { listSessions } from './sessions.ts';

const WELL: DeviceCheckResult = {
  camera: 'ok',
  microphone: 'ok',
  speaker: 'ok',
  network: { state: 'ok', rtt: 41.5 },
  browser: 'Safari 18 on iPhone',
};
const report = (session: { id: string }, cookie: string | undefined, body: unknown) =>
  send('POST', `/api/j/${session.id}/check`, { cookie, body });

test('the Researcher sees the newest pre-call check of the Participant, in the list and in the details', async () => {
  const planned = await mintPlanned();
  expect((await detailsOf(planned)).deviceCheck).toBeNull();
  const denied: DeviceCheckResult = { ...WELL, camera: 'denied', network: { state: 'blocked', rtt: null } };
  expect((await report(planned.session, planned.seatCookie, denied)).status).toBe(204);
  expect((await detailsOf(planned)).deviceCheck?.result).toEqual(denied);
  expect((await report(planned.session, planned.seatCookie, WELL)).status).toBe(204);
  const { deviceCheck } = await detailsOf(planned);
  expect(deviceCheck).toMatchObject({ result: WELL, at: expect.stringMatching(/Z$/) });
  const [row] = await listSessions(mintCtx(), planned.researcher, planned.session.studyId, 'ongoing');
  expect(row?.deviceCheck).toEqual(deviceCheck);
});

test('only the newest five checks of a Session are kept', async () => {
  const planned = await mintPlanned();
  for (let rtt = 1; rtt <= 7; rtt++) {
    await report(planned.session, planned.seatCookie, { ...WELL, network: { state: 'ok', rtt } });
  }
  const kept = await openDb(env.DB)
    .select()
    .from(deviceChecks)
    .where(eq(deviceChecks.sessionId, planned.session.id))
    .orderBy(deviceChecks.at);
  expect(kept).toHaveLength(5);
  expect((await detailsOf(planned)).deviceCheck?.result.network.rtt).toBe(7);
});

test("a check counts only by the Participant's own seat in that very Session", async () => {
  const [planned, other] = await Promise.all([mintPlanned(), mintPlanned()]);
  const { guest } = await linkSecrets(planned.researcher, planned.session.id);
  const entered = await send('POST', `/api/j/${planned.session.id}/exchange`, { body: { secret: guest } });
  for (const cookie of [undefined, cookiesOf(entered), other.seatCookie, planned.cookie]) {
    expect(await refusal(await report(planned.session, cookie, WELL))).toBe('404 link_dead');
  }
  expect((await detailsOf(planned)).deviceCheck).toBeNull();
});

test('a check of a Session that will not take place is not kept', async () => {
  const planned = await mintPlanned();
  await cancelSession(mintCtx(), planned.researcher, planned.session.id, { reason: '', scheduleVersion: 1 });
  expect(await refusal(await report(planned.session, planned.seatCookie, WELL))).toMatch(/not_scheduled$/);
});

test('what is no check is refused, and the limits hold on both sides', async () => {
  const { session, seatCookie } = await mintPlanned();
  const withRtt = (rtt: unknown) => ({ ...WELL, network: { state: 'slow', rtt } });
  const withBrowser = (length: number) => ({ ...WELL, browser: 'x'.repeat(length) });
  const bad = [
    '{',
    {},
    { ...WELL, camera: 'stolen' },
    { ...WELL, ip: '203.0.113.7' },
    { ...WELL, browser: '' },
    { ...WELL, browser: 'two\nlines' },
    withBrowser(NAME_MAX + 1),
    withRtt(-1),
    withRtt(60_001),
    withRtt('12'),
  ];
  for (const body of bad) expect(await refusal(await report(session, seatCookie, body))).toBe('400 bad_input');
  for (const body of [withBrowser(NAME_MAX), withRtt(0), withRtt(60_000), withRtt(null)]) {
    expect((await report(session, seatCookie, body)).status).toBe(204);
  }
});

test('asking for the address of a check changes nothing', async () => {
  const planned = await mintPlanned();
  const before = await detailsOf(planned);
  for (const method of ['GET', 'HEAD']) {
    expect((await send(method, `/api/j/${planned.session.id}/check`, { cookie: planned.seatCookie })).status).toBe(404);
  }
  expect(await detailsOf(planned)).toEqual(before);
});
