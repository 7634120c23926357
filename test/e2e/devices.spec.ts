import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { decoded, FAKE_DEVICES } from './people.ts';
import { noViolations } from './researcher.ts';

const FAKE_ANSWER = '--use-fake-ui-for-media-stream';
/** Instagram's own browser on an iPhone. */
const IN_INSTAGRAM =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 350.0';

test('inside an app without a camera there is the way out: the link, copied whole', async ({ person }) => {
  const meeting = await openMeeting();
  const link = await meeting.participantLink();
  const participant = await person({
    without: [FAKE_ANSWER],
    context: { permissions: ['clipboard-read', 'clipboard-write'], userAgent: IN_INSTAGRAM },
  });
  const { page } = participant;
  await page.goto(link);
  await expect(page.getByText(/You opened the link inside Instagram/)).toBeVisible();
  await expect(page.getByText(/Open in Safari/)).toBeVisible();
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await noViolations(page);

  await page.reload();
  await expect(page.getByText('Open the link from your mail or message there again.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy link' })).toBeHidden();
});

test('a computer without camera and microphone says so, and comes in all the same', async ({ person }) => {
  const meeting = await openMeeting();
  const participant = await person({ without: [FAKE_DEVICES] });
  const { page } = participant;
  await page.goto(await meeting.participantLink());
  await expect(page.getByText('We found no camera and microphone')).toBeVisible();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Turn microphone on' }).click();
  await expect(page.getByText(/We found no microphone\./).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn microphone on' })).toBeVisible();
});

test('the same link in a second tab takes over, the first says so and lets go of the devices, and both stay as they are', async ({
  meet,
}) => {
  // Four joins one after the other, in three tabs: long on a busy machine.
  test.slow();
  const { meeting, researcher, participant } = await meet();
  const { page } = participant;
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
  await page.evaluate(keepOwnTracks);
  const second = { ...participant, page: await participant.context.newPage() };
  await meeting.comeInAsParticipant(second);

  await expect(page.getByRole('heading', { name: 'You are here in another tab' })).toBeVisible();
  expect(await page.evaluate(() => window.kept.map((track) => track.readyState))).toEqual(['ended', 'ended']);
  const before = (await decoded(researcher.page)).framesDecoded;
  await expect
    .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
    .toBeGreaterThan(before + 40);
  await expect(page.getByRole('heading', { name: 'You are here in another tab' })).toBeVisible();
  await expect(second.page.getByRole('button', { name: 'Leave' })).toBeVisible();
  await expect(researcher.page.getByRole('list', { name: 'People in the room' }).getByRole('listitem')).toHaveCount(2);

  await page.getByRole('button', { name: 'Use this tab instead' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(second.page.getByRole('heading', { name: 'You are here in another tab' })).toBeVisible();
});

test('a camera that goes in the call gives way to the default one, and the others see on', async ({ meet }) => {
  const { researcher, participant } = await meet();
  const { page } = participant;
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
  await page.evaluate(keepOwnTracks);
  await page.evaluate(() => {
    for (const track of window.kept) {
      if (track.kind !== 'video') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });

  await expect(page.getByText(/was disconnected\. Now using fake_device_0/).first()).toBeVisible();
  const before = (await decoded(researcher.page)).framesDecoded;
  await expect
    .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
    .toBeGreaterThan(before + 20);
  await expect(page.getByRole('button', { name: 'Turn camera off' })).toBeVisible();
});

test('a camera that is connected in the call is offered, and used when one says so', async ({ person }) => {
  const meeting = await openMeeting();
  const participant = await person({
    without: [FAKE_DEVICES],
    flags: [`${FAKE_DEVICES}=device-count=2`],
  });
  const { page } = participant;
  await page.addInitScript(() => {
    // Two real fake cameras, of which the page sees the second only when it is "plugged in".
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    let plugged = false;
    mediaDevices.enumerateDevices = async () => {
      const all = await list();
      return plugged ? all : all.filter(({ label }) => label !== 'fake_device_1');
    };
    for (const way of ['plug', 'unplug']) {
      addEventListener(way, () => {
        plugged = way === 'plug';
        mediaDevices.dispatchEvent(new Event('devicechange'));
      });
    }
  });
  await meeting.comeInAsParticipant(participant);
  // Devices are looked after some time after 'Join': what is there at the first look is no news.
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event('unplug')));
    await page.waitForTimeout(200);
    await page.evaluate(() => dispatchEvent(new Event('plug')));
    await expect(page.getByText('fake_device_1 is connected').first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await page.getByRole('button', { name: 'Use it' }).click();
  await expect
    .poll(() => page.evaluate(() => window.ownTracks().find((track) => track.kind === 'video')?.label))
    .toBe('fake_device_1');
});

test('what the system has paused is resumed by a tap', async ({ person }) => {
  const meeting = await openMeeting();
  const participant = await person();
  const { page } = participant;
  await meeting.comeInAsParticipant(participant);
  await page.evaluate(keepOwnTracks);
  await page.evaluate(() => {
    for (const track of window.kept) {
      Object.defineProperty(track, 'muted', { value: true });
      track.dispatchEvent(new Event('mute'));
    }
  });
  const resume = page.getByRole('button', { name: 'Tap to resume' });
  await expect(resume).toBeVisible();
  await noViolations(page);
  await resume.click();
  await expect(resume).toBeHidden();
  await expect
    .poll(() =>
      page.evaluate(() =>
        window.ownTracks().every((track) => !window.kept.includes(track) && track.readyState === 'live'),
      ),
    )
    .toBe(true);
});

declare global {
  interface Window {
    kept: MediaStreamTrack[];
  }
}

/** In the page: remembers what it sends now. */
function keepOwnTracks(): void {
  window.kept = window.ownTracks();
}
