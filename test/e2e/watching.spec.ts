import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { decoded } from './people.ts';
import { noViolations } from './researcher.ts';

test('a Guest who may only watch is asked for no device, has no tile, sees and hears all, and the Participant sees the count', async ({
  person,
}) => {
  const meeting = await openMeeting({ recordingPolicy: 'off', guestPolicy: 'watch' });
  const [researcher, participant, guest] = await Promise.all([person(), person(), person()]);
  const { page } = guest;
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await expect(participant.page.getByText('0 watching')).toBeVisible();
  await page.addInitScript(countDeviceWishes);
  await page.goto(meeting.guestLink);
  await page.getByLabel('Your name').fill('Grace Guest');
  await noViolations(page);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();

  await expect.poll(() => decoded(page), { timeout: 60_000 }).toMatchObject({ videos: 2, voices: 2 });
  expect(await page.evaluate(() => window.deviceWishes)).toBe(0);
  for (const name of [/^Turn microphone/, /^Turn camera/, 'Share your screen', 'Devices']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0);
  }
  await expect(page.getByRole('button', { name: 'Raise your hand' })).toBeVisible();
  await noViolations(page);
  await expect(participant.page.getByText('1 watching')).toBeVisible();
  for (const who of [researcher, participant, guest]) {
    await expect(who.page.getByRole('list', { name: 'People in the room' }).getByRole('listitem')).toHaveCount(2);
  }
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(participant.page.getByText('0 watching')).toBeVisible();
});

declare global {
  interface Window {
    deviceWishes: number;
  }
}

/** In the page: counts how often a camera or microphone is asked for. */
function countDeviceWishes(): void {
  window.deviceWishes = 0;
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (wish) => {
    window.deviceWishes += 1;
    return ask(wish);
  };
}
