import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import type { Meeting } from './meeting.ts';
import { openMeeting } from './meeting.ts';
import type { Person } from './people.ts';
import { decoded } from './people.ts';
import { noViolations } from './researcher.ts';
import { giveVoice, speak, withholdLevels } from './voices.ts';

/** Smallest touch target, CSS px. */
const TOUCH = 44;

test('the ring and the large place follow who speaks, until somebody is pinned', async ({ person }) => {
  const [researcher, participant, guest] = await Promise.all([person(), person(), person()]);
  await Promise.all([participant, guest].map(({ context }) => giveVoice(context)));
  // One of them is followed by the sender's word, the other by what is heard.
  await withholdLevels(guest.context);
  const meeting = await openMeeting();
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await comeInAsGuest(guest, meeting, 'Grace');
  await guest.page.getByRole('button', { name: 'Turn microphone on' }).click();
  const { page } = researcher;
  const [lena, grace] = [tileOf(page, 'Lena Fischer'), tileOf(page, 'Grace')];
  await chooseLayout(page, 'Speaker');

  await speak(guest.page, true);
  await expect(grace).toHaveAttribute('data-speaking', 'true');
  await expect.poll(() => isLarger(grace, lena)).toBe(true);
  await speak(guest.page, false);
  await speak(participant.page, true);
  await expect(lena).toHaveAttribute('data-speaking', 'true');
  await expect(grace).toHaveAttribute('data-speaking', 'false');
  await expect.poll(() => isLarger(lena, grace)).toBe(true);

  await page.getByRole('button', { name: 'Pin Grace' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => isLarger(grace, lena)).toBe(true);
  await expect(lena).toHaveAttribute('data-speaking', 'true');
  await noViolations(page);
  await page.getByRole('button', { name: 'Unpin Grace' }).press('Enter');
  await expect.poll(() => isLarger(lena, grace)).toBe(true);
});

test('layout and hidden self view are remembered by the browser, and the others still see one', async ({ meet }) => {
  const { researcher, participant } = await meet();
  const { page } = participant;
  await expect(tiles(page)).toHaveCount(2);
  await chooseLayout(page, 'Speaker');
  await openView(page);
  await page.getByLabel('Hide self view').click();
  await noViolations(page);
  await page.keyboard.press('Escape');
  await expect(tiles(page)).toHaveCount(1);
  await expect(tileOf(page, 'Ada Okafor')).toBeVisible();

  await page.reload();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(tileOf(page, 'Ada Okafor')).toBeVisible();
  await expect(tiles(page)).toHaveCount(1);
  await openView(page);
  await expect(page.getByRole('radio', { name: 'Speaker' })).toBeChecked();
  await expect(tileOf(researcher.page, 'Lena Fischer').locator('video')).toHaveCount(1);
});

test('a shared screen takes the large place, a second one is refused in words, and it can be read in full size', async ({
  meet,
}) => {
  const { researcher, participant } = await meet();
  const [mine, theirs] = [participant.page, researcher.page];
  await mine.getByRole('button', { name: 'Share your screen' }).click();
  await expect(mine.getByText(/^You are sharing/)).toBeVisible();
  await expect(tiles(mine)).toHaveCount(2);

  const screen = theirs.getByRole('region', { name: 'Shared screen' });
  await expect(screen.locator('video')).toHaveCount(1);
  await expect.poll(() => isLarger(screen, tileOf(theirs, 'Lena Fischer'))).toBe(true);
  await noViolations(theirs);
  await theirs.getByRole('button', { name: 'Actual size' }).click();
  await expect
    .poll(() => screen.locator('video').evaluate((video: HTMLVideoElement) => video.offsetWidth - video.videoWidth))
    .toBe(0);
  await theirs.getByRole('button', { name: 'Fit to the window' }).click();

  await theirs.getByRole('button', { name: 'Share your screen' }).click();
  await expect(theirs.getByText('Somebody else is sharing their screen.').first()).toBeVisible();
  await expect(theirs.getByRole('button', { name: 'Share your screen' })).toBeVisible();

  await mine.getByRole('button', { name: 'Stop sharing', exact: true }).click();
  await expect(screen).toHaveCount(0);
  await expect(mine.getByText(/^You are sharing/)).toHaveCount(0);
});

test('audio first stops the cameras of the others and not their voices, and ends when one wants', async ({
  meet,
  person,
}) => {
  const { meeting, participant } = await meet();
  const { page } = participant;
  await expect.poll(() => decoded(page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
  await openView(page);
  await page.getByLabel('Audio first').click();
  await page.keyboard.press('Escape');
  await expect(tileOf(page, 'Ada Okafor').locator('video')).toHaveCount(0);
  await expect(page.getByText(/^Audio first:/)).toBeVisible();
  await noViolations(page);
  const before = await packets(page);
  await expect.poll(async () => (await packets(page)).audio - before.audio).toBeGreaterThan(100);
  expect((await packets(page)).video).toBeLessThanOrEqual(before.video);
  await expect.poll(() => sentLayers(page)).toEqual(['q']);

  const guest = await person();
  await comeInAsGuest(guest, meeting, 'Grace Guest');
  await guest.page.getByRole('button', { name: 'Turn microphone on' }).click();
  await expect.poll(async () => (await decoded(page)).voices, { timeout: 60_000 }).toBe(2);
  await expect.poll(() => sentLayers(page)).toEqual(['q']);

  await page.getByRole('button', { name: 'Show cameras' }).click();
  await expect(tileOf(page, 'Ada Okafor').locator('video')).toHaveCount(1);
  await expect.poll(async () => (await packets(page)).video).toBeGreaterThan(before.video);
});

test('on phones of 390 and 360 px, upright and on their side, everything fits and can be reached', async ({
  person,
}) => {
  const [researcher, participant] = await Promise.all([person(), person()]);
  const meeting = await openMeeting();
  await meeting.comeInAsResearcher(researcher);
  const { page } = participant;
  await page.setViewportSize({ width: 390, height: 844 });
  await meeting.comeInAsParticipant(participant);
  for (const [width, height] of [
    [390, 844],
    [360, 640],
    [740, 360],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(tiles(page)).toHaveCount(2);
    await noViolations(page);
    for (const name of [/^Turn microphone/, /^Turn camera/, /^Chat/, 'Leave']) {
      const box = await page.getByRole('button', { name, exact: true }).boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(TOUCH);
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      expect((box?.y ?? height) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    }
    for (const tile of await tiles(page).all()) await expect(tile).toBeInViewport({ ratio: 1 });
  }
  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await noViolations(page);
  await page.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'View' }).click();
  await expect(page.getByLabel('Hide self view')).toBeInViewport({ ratio: 1 });
});

async function comeInAsGuest({ page }: Person, meeting: Meeting, name: string): Promise<void> {
  await page.goto(meeting.guestLink);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
}

function tiles(page: Page): Locator {
  return page.getByRole('list', { name: 'People in the room' }).getByRole('listitem');
}

function tileOf(page: Page, name: string): Locator {
  return tiles(page).filter({ hasText: name });
}

async function openView(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'View', exact: true }).click();
}

async function chooseLayout(page: Page, layout: 'Automatic' | 'Grid' | 'Speaker'): Promise<void> {
  await openView(page);
  await page.getByRole('radio', { name: layout }).check({ force: true });
  await page.keyboard.press('Escape');
}

async function isLarger(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()];
  return (a?.width ?? 0) * (a?.height ?? 0) > (b?.width ?? 0) * (b?.height ?? 0) * 2;
}

/** Packets received so far, by kind, over all connections. */
function packets(page: Page): Promise<{ audio: number; video: number }> {
  return page.evaluate(async () => {
    const sum = { audio: 0, video: 0 };
    for (const peer of window.peers)
      for (const report of (await peer.getStats()).values() as IterableIterator<Record<string, number | string>>)
        if (report['type'] === 'inbound-rtp')
          sum[report['kind'] === 'audio' ? 'audio' : 'video'] += Number(report['packetsReceived']);
    return sum;
  });
}

/** The layers in which the own camera is being sent. */
function sentLayers(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    window.peers.flatMap((peer) =>
      peer.connectionState === 'closed'
        ? []
        : peer
            .getSenders()
            .flatMap((sender) => sender.getParameters().encodings)
            .filter((layer) => layer.rid && layer.active)
            .map((layer) => layer.rid ?? ''),
    ),
  );
}
