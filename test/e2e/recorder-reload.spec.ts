import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import type { RecordingView, SessionDetails } from '../../wire/http.ts';
import { openMeeting, type Meeting } from './meeting.ts';
import { savedSeconds } from './saved.ts';

/** A fragment's address: recording, segment, number, and what else is said of it. */
const FRAGMENT = /\/api\/j\/[^/]+\/recordings\/[^/]+\/(\d+)\/(\d+)(?:\?.*)?$/;

test('after a reload in the call what was left in the browser lands, and the recording goes on in a new segment', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, participant] = await Promise.all([person(), person()]);
  const { page, context } = researcher;
  const landed = new Set<string>();
  page.on('response', (response) => {
    const [, segment, number] = FRAGMENT.exec(new URL(response.url()).pathname) ?? [];
    if (segment && response.request().method() === 'PUT' && response.ok()) landed.add(`${segment}/${number}`);
  });
  const sent: number[] = [];
  page.on('request', (request) => {
    const [, segment, number] = FRAGMENT.exec(new URL(request.url()).pathname) ?? [];
    if (segment === '0' && request.method() === 'PUT') sent.push(Number(number));
  });
  const landedOf = (segment: number) => [...landed].filter((key) => key.startsWith(`${segment}/`)).length;
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await expect.poll(() => landedOf(0), { timeout: 90_000 }).toBeGreaterThan(2);

  await context.route(FRAGMENT, (route) => route.abort());
  // One that was on its way when the line was cut may have arrived all the same; those after it cannot have.
  const cutAfter = Math.max(...sent);
  const cutOff = async () => (await spooled(page, 0)).filter((number) => number > cutAfter);
  await expect.poll(async () => (await cutOff()).length, { timeout: 90_000 }).toBeGreaterThan(1);
  const left = await cutOff();
  await page.reload();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
  await expect(page.getByText(/^\d+ seconds? (is|are) being recovered$/).first()).toBeAttached();
  // Until now nothing came through: what is said next takes the place of this.
  await context.unroute(FRAGMENT);
  await expect(page.getByText(/^\d+ seconds? (was|were) recovered$/).first()).toBeAttached({ timeout: 90_000 });

  await expect.poll(() => left.filter((number) => !landed.has(`0/${number}`)), { timeout: 90_000 }).toEqual([]);
  await expect.poll(() => spooled(page, 0), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => landedOf(1), { timeout: 90_000 }).toBeGreaterThan(2);
  await expect(page.getByText(/REC/).first()).toBeVisible();
});

test('what browsers still hold when the meeting is long over is brought by the dashboard and by the link, and the files are made again with it', async ({
  person,
}) => {
  // Four times the Room waits 20 s for those who went without a word.
  test.setTimeout(300_000);
  const meeting = await openMeeting({ separateTracks: 'voices' });
  const [researcher, participant, colleague] = await Promise.all([person(), person(), person()]);
  const { page, context } = researcher;
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await expect.poll(() => savedSeconds(participant.page), { timeout: 90_000 }).toBeGreaterThan(2);
  await context.route(FRAGMENT, (route) => route.abort());
  // Half of them are of the meeting, half of her own voice.
  await expect.poll(async () => (await spooled(page, 0)).length, { timeout: 90_000 }).toBeGreaterThan(12);
  await page.close();

  // Ben goes on recording, and ends the meeting; the file is made without what Ada's browser has.
  await meeting.comeInAsColleague(colleague, 'Ben Adeyemi');
  const saved = await savedSeconds(participant.page);
  await expect.poll(() => savedSeconds(participant.page), { timeout: 90_000 }).toBeGreaterThan(saved + 3);
  // Lena's browser, too, goes with pieces of her own voice.
  await participant.context.route(FRAGMENT, (route) => route.abort());
  await expect.poll(async () => (await spooled(participant.page, 0)).length, { timeout: 90_000 }).toBeGreaterThan(3);
  await participant.page.close();
  await colleague.page.getByRole('button', { name: 'Leave' }).click();
  await colleague.page.getByRole('button', { name: 'End meeting for all' }).click();
  await colleague.page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
  const without = await untilReady(meeting);
  expect(lostMs(without)).toBeGreaterThan(3_000);

  await context.unroute(FRAGMENT);
  const dashboard = await context.newPage();
  const saidNoMore = dashboard.waitForResponse(/\/0\/no-more/);
  await dashboard.goto('/');
  const brought = /^\d+ seconds were recovered from this browser and will be in the recording\.$/;
  await expect(dashboard.getByText(brought).first()).toBeAttached({ timeout: 60_000 });
  expect((await saidNoMore).status()).toBe(204);
  await expect
    .poll(async () => lostMs(await untilReady(meeting)), { timeout: 90_000 })
    .toBeLessThan(lostMs(without) - 2_500);
  expect(await spooled(dashboard, 0)).toEqual([]);

  const before = await lenasVoice(meeting);
  await participant.context.unroute(FRAGMENT);
  const link = await participant.context.newPage();
  await link.goto(await meeting.participantLink());
  await link.getByRole('heading', { name: 'This Session is over' }).waitFor();
  await expect.poll(() => spooled(link, 0), { timeout: 60_000 }).toEqual([]);
  await expect.poll(() => lenasVoice(meeting), { timeout: 90_000 }).toBeGreaterThan(before + 2_500);
});

/** How long the file of it is, once it is made. ms */
async function lenasVoice(meeting: Meeting): Promise<number> {
  for (;;) {
    const { tracks } = await untilReady(meeting);
    const hers = tracks.find(({ name }) => name === 'Lena Fischer');
    if (hers?.status === 'failed') throw new Error('Her track failed.');
    if (hers?.status === 'ready' && hers.durationMs !== null) return hers.durationMs;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const lostMs = ({ gaps }: RecordingView) => gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

async function untilReady({ client, session }: Meeting): Promise<RecordingView> {
  for (;;) {
    const { recording } = await client.call<SessionDetails>('GET', `/api/sessions/${session.id}`);
    if (recording?.status === 'failed') throw new Error('The recording failed.');
    if (recording?.status === 'ready') return client.call<RecordingView>('GET', `/api/recordings/${recording.id}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Numbers of a segment's fragments that wait in this browser. */
function spooled(page: Page, segment: number): Promise<number[]> {
  return page.evaluate(async (wanted) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('fieldroom-recorder');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(opening.error?.message));
    });
    const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const asking = database.transaction('fragments').objectStore('fragments').getAllKeys();
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(new Error(asking.error?.message));
    });
    database.close();
    return (keys as [string, string, number, number][]).flatMap(([, , of, number]) => (of === wanted ? [number] : []));
  }, segment);
}
