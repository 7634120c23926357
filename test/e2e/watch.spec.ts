import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { readMp4 } from './mp4.ts';
import { RECORDED_SECONDS, recordedMeeting } from './recorded.ts';
import { noViolations } from './researcher.ts';

/** A seek lands this near, seconds (issue 5). */
const NEAR = 0.5;

test('a recording is watched: seeking, speed, a note at the moment, and a link to it', async ({ person }) => {
  const meeting = await recordedMeeting();
  const researcher = await person();
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.goto(`/sessions/${meeting.session.id}`, { waitUntil: 'commit' });
  await page.getByRole('link', { name: 'Watch' }).click();
  const seek = page.getByRole('slider', { name: 'Seek' });
  await expect(seek).toHaveAttribute('aria-valuetext', `0:00 of 0:${RECORDED_SECONDS}`);
  await expect(page.getByRole('button', { name: /^Note at 0:0\d: Starts with the map$/ })).toBeVisible();
  await noViolations(page);

  const bar = await seek.boundingBox();
  await seek.click({ position: { x: (bar?.width ?? 0) * 0.75, y: 14 } });
  await showsMoment(page, RECORDED_SECONDS * 0.75);
  for (const [key, second] of [
    ['j', 0],
    ['5', RECORDED_SECONDS / 2],
    ['ArrowLeft', RECORDED_SECONDS / 2 - 5],
    ['ArrowRight', RECORDED_SECONDS / 2],
    ['l', RECORDED_SECONDS],
    ['Home', 0],
    ['3', RECORDED_SECONDS * 0.3],
  ] as const) {
    await page.keyboard.press(key);
    await showsMoment(page, second);
  }
  await page.keyboard.press('>');
  await expect(page.getByText('Speed 1.25')).toBeVisible();
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)).toBe(1.25);

  const pin = page.getByRole('button', { name: /: Starts with the map$/ });
  await pin.evaluate((button) => button.setAttribute('data-kept', ''));
  await page.keyboard.press('n');
  await page.getByLabel('Note', { exact: true }).fill('Looks for the price first');
  await page.keyboard.press('Control+Enter');
  const notes = page.getByRole('list', { name: 'Notes' });
  await expect(notes.getByRole('listitem')).toHaveCount(2);
  await expect(notes.locator('[aria-current]')).toContainText('Looks for the price first');
  const added = (await meeting.view()).notes.find(({ text }) => text === 'Looks for the price first');
  expect(Math.abs((added?.atMs ?? 0) / 1000 - RECORDED_SECONDS * 0.3)).toBeLessThan(NEAR);
  await page.getByRole('button', { name: 'Delete note at 0:03' }).click();
  await expect(notes.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(notes.getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Edit note at 0:03' }).click();
  await page.getByLabel('Note', { exact: true }).fill('Asks for the price first');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: 'Note at 0:03: Asks for the price first' })).toBeVisible();
  // A pin that is made anew would have lost the focus.
  await expect(pin).toHaveAttribute('data-kept', '');

  await page.getByRole('tab', { name: 'Chat' }).click();
  await page.getByRole('button', { name: /message by Lena Fischer/ }).click();
  const line = (await meeting.view()).chat[0];
  await showsMoment(page, (line?.atMs ?? 0) / 1000);

  await page.keyboard.press('9');
  await page.getByRole('button', { name: 'Copy link to this moment' }).click();
  await expect(page.getByText(/Link to 0:10 copied/).first()).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain(`/recordings/${meeting.recording}?t=10`);
  await page.goto(link, { waitUntil: 'commit' });
  await showsMoment(page, 10);
  expect(await page.getByLabel('Speed').inputValue()).toBe('1.25');
  await page.getByRole('link', { name: 'Session details' }).click();
  await expect(page.getByRole('region', { name: 'Notes' })).toContainText('Asks for the price first');
});

test('a stretch without recording is jumped over, or plays with the reason; who came and what was marked is on the timeline', async ({
  person,
}) => {
  const meeting = await recordedMeeting({ without: [3], withGuest: 'Mo Salter' });
  const [gap] = (await meeting.view()).gaps;
  if (!gap) throw new Error('The recording has no gap.');
  expect(gap.why).toBe('lost');
  const [from, to] = [gap.fromMs / 1000, gap.toMs / 1000];
  const researcher = await person();
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.goto(`/recordings/${meeting.recording}?t=${Math.floor(from) - 1}`, { waitUntil: 'commit' });
  await showsMoment(page, Math.floor(from) - 1);
  const marks = page.getByRole('group', { name: 'Marks on the timeline' });
  for (const name of [
    /^Note at 0:\d\d: Starts with the map$/,
    /^Marker at 0:\d\d: Ada Okafor$/,
    /^Chat at 0:\d\d: Lena Fischer: I always start with the map.$/,
    /^Joined at 0:\d\d: Mo Salter, Guest, came in$/,
    /^Left at 0:\d\d: Lena Fischer, Participant, left$/,
  ]) {
    await expect(marks.getByRole('button', { name })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Joins', exact: true }).click();
  await expect(marks.getByRole('button', { name: /^(Joined|Left)/ })).toHaveCount(0);
  await expect(marks.getByRole('button', { name: /^Marker/ })).toBeVisible();

  const player = page.getByRole('region', { name: 'Player' });
  const words = player.getByText('Nothing was recorded here: the connection was lost.');
  await expect(page.getByLabel('Skip gaps')).toBeChecked();
  const seen = await watchSeconds(page);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(player.getByText(/^Skipped \d s without recording$/)).toBeVisible();
  await expect.poll(() => second(page)).toBeGreaterThan(to);
  await page.getByRole('button', { name: 'Pause' }).click();
  expect((await seen()).filter((at) => at > from + 0.5 && at < to - 0.5)).toEqual([]);

  await page.getByLabel('Skip gaps').uncheck();
  await page.getByRole('slider', { name: 'Seek' }).focus();
  await page.keyboard.press('Home');
  await showsMoment(page, 0);
  await expect(words).toHaveCount(0);
  await page.keyboard.press('>');
  await page.keyboard.press('k');
  await expect(words).toBeVisible();
  expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(false);
  await expect(words).toHaveCount(0);
  await expect.poll(() => second(page)).toBeGreaterThan(to);
});

test('why a recording does not play or is not downloaded is told in place, and it goes on when it can', async ({
  person,
}) => {
  const meeting = await recordedMeeting();
  const researcher = await person();
  const { page, context } = researcher;
  await meeting.signIn(researcher);
  const file = /\/file$/;
  await page.route(file, (route) => route.abort());
  await page.goto(`/recordings/${meeting.recording}?t=4`, { waitUntil: 'commit' });
  const trouble = page.getByRole('alert');
  await expect(trouble).toContainText('The connection is lost. The recording goes on from here when it is back.');
  await noViolations(page);
  await page.unroute(file);
  await showsMoment(page, 4);
  await expect(trouble).toBeHidden();

  await page.route(file, (route) => route.fulfill({ contentType: 'video/mp4', body: 'no moving picture' }));
  await loadAgain(page);
  await expect(trouble).toContainText('This browser cannot play the recording.');
  await page.unroute(file);
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await showsMoment(page, 4);

  await context.clearCookies();
  await loadAgain(page);
  await expect(trouble).toContainText('You are signed out, or no longer a member of this workspace.');
  const next = encodeURIComponent(`/recordings/${meeting.recording}?t=4`);
  await expect(trouble.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', `/sign-in?next=${next}`);
  await page.getByRole('link', { name: 'Download recording' }).click();
  await expect(page.getByText('Nothing was downloaded. You are signed out, or no longer').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await noViolations(page);
  await meeting.signIn(researcher);
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await showsMoment(page, 4);

  await page.keyboard.press('[');
  const clip = page.getByRole('region', { name: 'Clip' });
  await expect(clip).toContainText('The file begins at 0:04');
  await meeting.client.call('DELETE', `/api/recordings/${meeting.recording}`);
  await page.getByRole('slider', { name: 'Clip to' }).press('ArrowLeft');
  await expect(clip).toContainText('This clip cannot be cut. This recording was deleted.');
  await clip.getByRole('link', { name: 'Download clip' }).click();
  await expect(page.getByText('Nothing was downloaded. This recording was deleted.').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'This recording was deleted' })).toBeVisible();
});

test('a clip is marked by keys, moved, and downloaded as an mp4 of its own', async ({ person }) => {
  const meeting = await recordedMeeting();
  const researcher = await person();
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.goto(`/recordings/${meeting.recording}?t=4`, { waitUntil: 'commit' });
  await showsMoment(page, 4);
  await page.keyboard.press('[');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press(']');
  const clip = page.getByRole('region', { name: 'Clip' });
  await expect(clip).toContainText('0:04.0 to 0:09.0 · 5.0 s');
  await page.getByRole('slider', { name: 'Clip to' }).press('Shift+ArrowLeft');
  await expect(clip).toContainText('0:04.0 to 0:08.0 · 4.0 s');
  await expect(clip).toContainText('The file begins at 0:04');
  await noViolations(page);

  await clip.getByRole('button', { name: 'Preview' }).click();
  await expect.poll(() => second(page)).toBeGreaterThan(6.5);
  await expect.poll(() => second(page)).toBeLessThan(5.5);
  await clip.getByRole('button', { name: 'Stop preview' }).click();

  const download = page.waitForEvent('download');
  await clip.getByRole('link', { name: 'Download clip' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^How people plan a trip - Lena Fischer - \d{4}-\d\d-\d\d - .*\.mp4$/);
  const mp4 = await readMp4(new Uint8Array(readFileSync(await file.path())));
  expect(mp4).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', sampleRate: 48_000 });
  expect(mp4.boxes.indexOf('moov')).toBeLessThan(mp4.boxes.indexOf('mdat'));
  expect(Math.abs(mp4.videoSeconds - 4)).toBeLessThan(NEAR);
  expect(Math.abs(mp4.videoSeconds - mp4.audioSeconds)).toBeLessThan(NEAR);
});

test('a share link plays elsewhere after its passcode, counts who watched, and stops for everybody when revoked', async ({
  person,
}) => {
  const meeting = await recordedMeeting();
  const [researcher, viewer] = await Promise.all([person(), person()]);
  const { page } = researcher;
  await meeting.signIn(researcher);
  await page.goto(`/recordings/${meeting.recording}`, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByLabel('Passcode').fill('map');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog).toContainText('4 to 64 characters, or none.');
  await dialog.getByLabel('Passcode').fill('maps');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await expect(dialog.getByText('with passcode')).toBeVisible();
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied.').first()).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await viewer.page.goto(link, { waitUntil: 'commit' });
  await viewer.page.getByLabel('Passcode').fill('nope');
  await viewer.page.getByRole('button', { name: 'Watch' }).click();
  await expect(viewer.page.getByText('That passcode is not right.')).toBeVisible();
  await noViolations(viewer.page);
  await viewer.page.getByLabel('Passcode').fill('maps');
  await viewer.page.keyboard.press('Enter');
  await expect(viewer.page.getByRole('heading', { name: 'How people plan a trip' })).toBeVisible();
  expect(viewer.page.url()).not.toContain('#');
  await expect(viewer.page.getByText('Lena Fischer')).toHaveCount(0);
  await viewer.page.keyboard.press('5');
  await showsMoment(viewer.page, RECORDED_SECONDS / 2);
  await noViolations(viewer.page);
  await viewer.page.reload({ waitUntil: 'commit' });
  await showsMoment(viewer.page, 0);

  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Share' }).click();
  await dialog.getByText('2 views by 1 viewer').click();
  const views = dialog.getByRole('list', { name: 'Views' });
  await expect(views.getByRole('listitem')).toHaveCount(2);
  await expect(views.getByRole('listitem').first()).toContainText('Chrome on Linux');
  await expect(views.getByRole('listitem').first()).toContainText('Viewer 1');
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke link' }).click();
  await expect(dialog).toContainText('Revoked');

  await loadAgain(viewer.page);
  await expect(viewer.page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await viewer.page.goto('about:blank');
  await viewer.page.goto(link, { waitUntil: 'commit' });
  await expect(viewer.page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await noViolations(viewer.page);
});

/** The player stands at this second, with its picture there. */
async function showsMoment(page: Page, wanted: number): Promise<void> {
  await expect
    .poll(async () => Math.abs((await second(page)) - wanted), { message: `second ${wanted}` })
    .toBeLessThan(NEAR);
}

/** The browser asks for the file anew, as it does for a part that it has not loaded yet. */
async function loadAgain(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Network.enable');
  await browser.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.locator('video').evaluate((video: HTMLVideoElement) => video.load());
}

/** Begins to note every second that is shown; answers with them. */
async function watchSeconds(page: Page): Promise<() => Promise<number[]>> {
  const seen = await page.locator('video').evaluateHandle((video: HTMLVideoElement) => {
    const seen: number[] = [];
    const look = () => {
      if (!video.paused && !video.seeking) seen.push(video.currentTime);
      requestAnimationFrame(look);
    };
    look();
    return seen;
  });
  return () => seen.jsonValue();
}

/** The second whose picture is shown; NaN while it is on its way. */
function second(page: Page): Promise<number> {
  return page
    .locator('video')
    .evaluate((video: HTMLVideoElement) => (video.seeking || video.readyState < 2 ? NaN : video.currentTime));
}
