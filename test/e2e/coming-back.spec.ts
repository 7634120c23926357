import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { decoded } from './people.ts';
import { openMeeting } from './meeting.ts';

test('a Participant who reloads in the call takes the same seat again, and both see and hear each other again', async ({
  meet,
}) => {
  const { researcher, participant } = await meet();
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
  const number = await participant.page.locator('[data-person]').first().getAttribute('data-person');

  await participant.page.reload();
  await participant.page.getByRole('checkbox').check();
  await participant.page.getByRole('button', { name: 'Join', exact: true }).click();

  await expect.poll(() => decoded(participant.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
  const before = (await decoded(researcher.page)).framesDecoded;
  await expect
    .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
    .toBeGreaterThan(before + 20);
  expect(await participant.page.locator('[data-person]').first().getAttribute('data-person')).toBe(number);
  await expect(researcher.page.getByRole('list', { name: 'People in the room' }).getByRole('listitem')).toHaveCount(2);
});

test('a camera that is switched off is not sent, and is seen again when switched on', async ({ meet }) => {
  const { researcher, participant } = await meet();
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });

  await participant.page.getByRole('button', { name: 'Turn camera off' }).click();
  const tile = researcher.page.getByRole('listitem').filter({ hasText: 'Lena Fischer' });
  await expect(tile.locator('video')).toHaveCount(0);
  await participant.page.getByRole('button', { name: 'Turn camera on' }).click();

  await expect(tile.locator('video')).toHaveCount(1);
  const before = (await decoded(researcher.page)).framesDecoded;
  await expect
    .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
    .toBeGreaterThan(before + 20);
});

test('the personal link on a second device takes over, and a leaving Participant comes back to the same number of tiles', async ({
  person,
}) => {
  const meeting = await openMeeting({ recordingPolicy: 'off' });
  const [researcher, laptop, phone] = await Promise.all([person(), person(), person()]);
  const tiles = researcher.page.getByRole('list', { name: 'People in the room' }).getByRole('listitem');
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(laptop);
  await expect(tiles).toHaveCount(2);
  await meeting.comeInAsParticipant(phone);
  await expect(laptop.page.getByRole('heading', { name: 'You are here in another tab' })).toBeFocused();
  await expect(researcher.page.getByText('Lena Fischer moved to another device').first()).toBeVisible();
  await expect(tiles).toHaveCount(2);
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });

  await phone.page.getByRole('button', { name: 'Leave' }).click();
  await expect(phone.page.getByRole('heading', { name: 'You left' })).toBeFocused();
  await expect(tiles).toHaveCount(1);
  await phone.page.getByRole('button', { name: 'Rejoin' }).click();
  await phone.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(tiles).toHaveCount(2);
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
});
