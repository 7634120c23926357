import type { R2Bucket } from '@cloudflare/workers-types';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { Client } from '../../dev/seed/client.ts';
import { holdRecordedMeeting } from '../../dev/seed/recorded-meeting.ts';
import type { RecordingView } from '../../wire/http.ts';
import { makeRecording } from '../edge/made-fragments.ts';
import { openStackBucket } from '../harness/stack-bucket.ts';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { recordedMeeting } from './recorded.ts';
import { noViolations } from './researcher.ts';

/** Half a fragment of this is one object of the bucket by itself: 50 pictures a fragment, objects of 8 MiB. Bytes. */
const LARGE_PICTURE = 170_000;

test('a Participant joins without being recorded, allows it, and takes it back: nothing of it is left', async ({
  person,
}) => {
  const [researcher, participant] = await Promise.all([person(), person()]);
  const meeting = await openMeeting();
  const both = [researcher.page, participant.page];
  await meeting.comeInAsResearcher(researcher);
  await participant.page.goto(await meeting.participantLink());
  await participant.page.getByRole('checkbox').check();
  await participant.page.getByRole('radio', { name: 'Join without being recorded' }).check();
  await noViolations(participant.page);
  await participant.page.getByRole('button', { name: 'Join', exact: true }).click();
  const refused = 'Not recorded: the Participant did not agree to recording';
  for (const page of both) await expect(page.getByText(refused).first()).toBeVisible();

  await participant.page.getByRole('button', { name: 'Allow recording' }).click();
  for (const page of both) await expect(page.getByText('saved up to')).toBeVisible();
  await participant.page.getByRole('button', { name: 'Stop and delete the recording' }).click();
  await participant.page.getByRole('dialog').getByRole('button', { name: 'Stop and delete' }).click();
  const withdrawn = 'Not recorded: the Participant withdrew their consent';
  for (const page of both) await expect(page.getByText(withdrawn)).toBeVisible();

  await researcher.page.goto(`/sessions/${meeting.session.id}`);
  await expect(researcher.page.getByText('Recording deleted')).toBeVisible();
  await expect(researcher.page.getByText(/Lena Fischer withdrew their consent/)).toBeVisible();
  await noViolations(researcher.page);
});

test('an Owner deletes a recording, then all about its Participant', async ({ meet }) => {
  const { meeting, researcher } = await meet();
  const { page } = researcher;
  await expect(page.getByText(/saved up to 0:0[1-9]/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'End meeting for all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
  await expect(page.getByText('The session has ended').first()).toBeVisible();
  await page.goto(`/sessions/${meeting.session.id}`);
  await page.getByRole('button', { name: 'Delete recording' }).click({ timeout: 60_000 });
  await noViolations(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Delete recording' }).click();
  await expect(page.getByText('Recording deleted')).toBeVisible();
  await expect(page.getByText('Ada Okafor deleted the recording.')).toBeVisible();

  await page.goto(`/studies/${meeting.session.studyId}/completed`);
  await openMenu(page);
  await page.getByRole('button', { name: 'Delete participant' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('in 1 Session', { exact: false })).toBeVisible();
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Delete participant' }).click();
  await expect(dialog.getByText('That is not the name as it stands above.')).toBeVisible();
  await dialog.getByLabel('Type Lena Fischer to confirm').fill('Lena Fischer');
  await dialog.getByRole('button', { name: 'Delete participant' }).click();
  await expect(page.getByText('Deleted participant').first()).toBeVisible();
  await expect(page.getByText('Lena Fischer')).toHaveCount(0);
  await page.goto(`/sessions/${meeting.session.id}`);
  await expect(page.getByText('Ada Okafor deleted everything about the Participant.')).toBeVisible();
  await expect(page.getByText(/Lena/)).toHaveCount(0);
});

test("'Try again' makes a failed recording of every piece, and how far it is stands on the Completed tab", async ({
  person,
}) => {
  const { bucket, close } = await openStackBucket();
  const meeting = await openMeeting();
  const { client, session } = meeting;
  let taken: Taken[] = [];
  const recording = await holdRecordedMeeting({
    researcher: client,
    participant: new Client(client.origin),
    session: session.id,
    secret: new URL(await meeting.participantLink()).hash.slice(1),
    fragments: makeRecording({ count: 2, pictureBytes: LARGE_PICTURE }).fragments,
    during: async () => void (taken = await takePieces(bucket, session.id)),
  });
  const researcher = await person();
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.goto(`/studies/${session.studyId}/completed`);
  await expect(page.getByText('The recording failed')).toBeVisible();

  // The first part of the file can be made; what the second one needs is damaged.
  const [first, second] = taken;
  if (!first || !second) throw new Error('There are two objects of pieces.');
  await bucket.put(first.key, first.bytes);
  await bucket.put(second.key, second.bytes.slice(0, 10));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The recording is being made again.', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('cell', { name: /^Finishing [1-9]\d? %$/ })).toBeVisible({ timeout: 60_000 });
  await noViolations(page);
  await bucket.put(second.key, second.bytes);
  await expect(page.getByText('Recording ready')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('link', { name: 'Watch' })).toBeVisible();

  const view = await client.call<RecordingView>('GET', `/api/recordings/${recording}`);
  expect(view.gaps).toEqual([]);
  expect(view.durationMs).toBe(4_000);
  expect(view.bytes).toBeGreaterThan(2 * 50 * LARGE_PICTURE);
  await close();
});

interface Taken {
  key: string;
  bytes: ArrayBuffer;
}

/** Waits until the Room has moved all pieces into the bucket, and takes them out of it. */
async function takePieces(bucket: R2Bucket, session: string): Promise<Taken[]> {
  const list = async () => {
    const { objects } = await bucket.list({ prefix: `recordings/${session}/` });
    return objects.map(({ key }) => key).filter((key) => key.includes('/pieces/'));
  };
  await expect.poll(async () => (await list()).length, { timeout: 60_000 }).toBe(2);
  return Promise.all(
    (await list()).map(async (key) => {
      const bytes = await (await bucket.get(key))?.arrayBuffer();
      await bucket.delete(key);
      return { key, bytes: bytes ?? new ArrayBuffer() };
    }),
  );
}

test('the recorder is loaded on the dashboard only where a browser has recorded, and what it holds is told of', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const researcher = await person();
  const { page } = researcher;
  await meeting.signIn(researcher);
  const loaded: string[] = [];
  page.on('request', (request) => void loaded.push(request.url()));
  const isLoaded = () => loaded.some((url) => url.includes('bring-recordings'));
  await page.clock.install();
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'How people plan a trip' })).toBeVisible();
  await page.clock.runFor(60_000);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(isLoaded()).toBe(false);

  await leavePiece(page, meeting.session.id);
  await page.reload();
  await expect(page.getByRole('link', { name: 'How people plan a trip' })).toBeVisible();
  await page.clock.runFor(60_000);
  await expect.poll(isLoaded).toBe(true);
  await expect(page.getByText(/^1 second of the recording could not be recovered: /).first()).toBeAttached();
  await noViolations(page);
});

/** A piece that nobody asked this browser to record, as a crashed room would leave one. */
const leavePiece = (page: Page, sessionId: string): Promise<void> =>
  page.evaluate(async (sessionId) => {
    const opening = indexedDB.open('fieldroom-recorder', 1);
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onupgradeneeded = () => {
        const keyPath = ['sessionId', 'recording', 'segment', 'number'];
        opening.result.createObjectStore('fragments', { keyPath }).createIndex('at', 'at');
      };
      opening.onsuccess = () => resolve(opening.result);
    });
    const writing = database.transaction('fragments', 'readwrite');
    const piece = { sessionId, recording: 'r', segment: 0, number: 1, bytes: new Uint8Array(9), at: Date.now() };
    writing.objectStore('fragments').put(piece);
    await new Promise((resolve) => (writing.oncomplete = resolve));
    database.close();
  }, sessionId);

test('fewer days are saved only after it was said what they delete, and when', async ({ person }) => {
  const meeting = await recordedMeeting();
  const { client, session } = meeting;
  const path = `/api/studies/${session.studyId}`;
  const researcher = await person();
  const { page } = researcher;
  await meeting.signIn(researcher);
  const days = page.getByLabel('Days to keep recordings');
  const save = page.locator('form').filter({ has: days }).getByRole('button', { name: 'Save', exact: true });
  const wish = async (count: string) => {
    await days.fill(count);
    await save.click();
  };
  await page.goto(`/studies/${session.studyId}/settings`);
  await wish('300');
  await expect(page.getByText('Saved.').first()).toBeVisible();

  await client.call('PATCH', path, { state: 'closed' });
  await page.reload();
  await wish('30');
  const dialog = page.getByRole('dialog', { name: 'Delete 1 recording sooner?' });
  await expect(dialog).toContainText('With 30 days instead of 300, 1 recording is deleted sooner on ');
  await expect(dialog).toContainText(/The mail that says so leaves on \w{3} \d+ \w{3} \d{4}\./);
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Keep 300 days' }).click();
  expect(await client.call(`GET`, path)).toMatchObject({ retentionDays: 300 });
  await wish('7');
  await expect(dialog).toContainText('The mail that says so leaves today.');
  await dialog.getByRole('button', { name: 'Save 7 days' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => client.call('GET', path)).toMatchObject({ retentionDays: 7 });

  // The Study has days of its own now: the workspace's are not its.
  await page.goto('/settings');
  await wish('5');
  await expect(page.getByText('Saved.').first()).toBeVisible();
});

const openMenu = (page: Page) => page.getByRole('button', { name: /^More for the Session with/ }).click();
