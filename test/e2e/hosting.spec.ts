import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import type { Person } from './people.ts';
import { decoded } from './people.ts';
import { noViolations } from './researcher.ts';
import { heard, listenForSounds } from './sounds.ts';

/** Between two looks at what has been decoded: a voice that is heard has changed by then. ms */
const LISTEN = 1_000;

test('a Guest knocks, reads what a Researcher says, is let in by itself, and who is denied comes in once allowed again', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, guest] = await Promise.all([person(), person()]);
  await meeting.comeInAsResearcher(researcher);
  await openPeople(researcher.page);
  await researcher.page.getByRole('switch', { name: 'Guests wait to be let in' }).check();
  await researcher.page.keyboard.press('Escape');
  await knock(guest.page, meeting.guestLink, 'Grace Guest');
  await expect(guest.page).toHaveTitle(/^Waiting to be let in/);
  await expect(researcher.page).toHaveTitle(/^\(1\) /);
  const card = researcher.page.getByRole('region', { name: 'Waiting to be let in' });
  await expect(card).toContainText('Grace Guest (Guest) would like to come in');
  await noViolations(guest.page);
  await noViolations(researcher.page);

  await card.getByRole('button', { name: 'Not yet' }).click();
  await researcher.page.getByText('We are just finishing something. One moment, please.').click();
  await noViolations(researcher.page);
  await researcher.page.getByRole('button', { name: 'Send' }).click();
  await expect(guest.page.getByText('We are just finishing something. One moment, please.')).toBeVisible();
  await expect(guest.page.getByText('Ada Okafor', { exact: true }).last()).toBeVisible();

  await guest.page.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(card).toBeHidden();
  await expect(researcher.page).not.toHaveTitle(/^\(/);
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await card.getByRole('button', { name: 'Let in' }).click();
  await expect(guest.page.getByRole('button', { name: 'Leave' })).toBeVisible();
  await expect(card).toBeHidden();

  const other = await guest.browser.newContext();
  const second = await other.newPage();
  await openPeople(researcher.page);
  await knock(second, meeting.guestLink, 'Xenia Guest');
  await expect(card).toBeHidden();
  const list = researcher.page.getByRole('region', { name: 'Waiting', exact: true });
  await expect(list).toContainText('Xenia Guest');
  await noViolations(researcher.page);
  await list.getByRole('button', { name: 'Deny' }).click();
  await expect(second.getByRole('heading', { name: 'You were not let in' })).toBeVisible();
  await noViolations(second);
  await second.getByRole('button', { name: 'Try again' }).click();
  await expect(second.getByRole('heading', { name: 'You were not let in' })).toBeVisible();

  await researcher.page.getByRole('button', { name: 'Allow Xenia Guest again' }).click();
  await second.getByRole('button', { name: 'Try again' }).click();
  await second.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(second.getByRole('button', { name: 'Leave' })).toBeVisible();
});

test('whom a Researcher mutes is heard by nobody and lets the microphone go, and is heard again after turning it on', async ({
  meet,
}) => {
  const { researcher, participant } = await meet();
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });
  await openPeople(researcher.page);

  await chooseFor(researcher.page, 'Lena Fischer', 'Turn off microphone');
  await expect(
    participant.page.getByText('Ada Okafor turned your microphone off. You can turn it on again.').first(),
  ).toBeVisible();
  await expect.poll(() => sending(participant.page)).toEqual(['video']);
  await expect.poll(() => heardMeanwhile(researcher.page), { timeout: 30_000 }).toBe(0);
  await participant.page.getByRole('button', { name: 'Turn microphone on' }).click();
  await expect.poll(() => heardMeanwhile(researcher.page), { timeout: 30_000 }).toBeGreaterThan(0);

  await researcher.page.getByRole('button', { name: 'Mute all' }).click();
  await expect(participant.page.getByRole('button', { name: 'Turn microphone on' })).toBeVisible();
  await expect.poll(() => heardMeanwhile(researcher.page), { timeout: 30_000 }).toBe(0);
  await expect.poll(() => sending(researcher.page)).toEqual(['audio', 'video']);
  await participant.page.getByRole('button', { name: 'Turn microphone on' }).click();
  await expect.poll(() => heardMeanwhile(researcher.page), { timeout: 30_000 }).toBeGreaterThan(0);

  await chooseFor(researcher.page, 'Lena Fischer', 'Turn off camera');
  const tile = researcher.page.getByRole('list', { name: 'People in the room' }).getByText('Lena Fischer');
  await expect(tile).toBeVisible();
  await expect.poll(() => sending(participant.page)).toEqual(['audio']);
  const before = (await decoded(researcher.page)).framesDecoded;
  await participant.page.getByRole('button', { name: 'Turn camera on' }).click();
  await expect
    .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
    .toBeGreaterThan(before + 20);
  await noViolations(researcher.page);
});

test('a Researcher stops a shared screen, and the Participant can share again', async ({ meet }) => {
  const { researcher, participant } = await meet();
  await participant.page.getByRole('button', { name: 'Share your screen' }).click();
  await expect(participant.page.getByRole('button', { name: 'Stop sharing your screen' })).toBeVisible();
  const screen = researcher.page.getByRole('region', { name: 'Shared screen' });
  await expect(screen).toBeVisible();
  await expect(screen.locator('video')).toHaveCount(1);
  await screen.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(screen).toBeHidden();
  await expect(participant.page.getByText('Ada Okafor stopped your screen share.').first()).toBeVisible();
  await participant.page.getByRole('button', { name: 'Share your screen' }).click();
  await expect(screen.locator('video')).toHaveCount(1);
});

test('a removed Guest stays out by reload, another tab and the same link elsewhere, until allowed again', async ({
  person,
}) => {
  const meeting = await openMeeting();
  const [researcher, guest] = await Promise.all([person(), person()]);
  await meeting.comeInAsResearcher(researcher);
  await comeIn(guest.page, meeting.guestLink, 'Grace Guest');
  await openPeople(researcher.page);
  await chooseFor(researcher.page, 'Grace Guest', 'Remove');
  const dialog = researcher.page.getByRole('dialog', { name: 'Remove Grace Guest?' });
  await expect(dialog).toContainText('from now on new Guests wait to be let in');
  await noViolations(researcher.page);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(guest.page.getByRole('heading', { name: 'You were removed from the room' })).toBeVisible();
  await noViolations(guest.page);

  await guest.page.reload();
  await expect(guest.page.getByRole('heading', { name: 'You were removed from this Session' })).toBeVisible();
  await noViolations(guest.page);
  const tab = await guest.context.newPage();
  await tab.goto(meeting.guestLink);
  await expect(tab.getByRole('heading', { name: 'You were removed from this Session' })).toBeVisible();
  const elsewhere = await (await guest.browser.newContext()).newPage();
  await knock(elsewhere, meeting.guestLink, 'Somebody New');
  await expect(researcher.page.getByRole('switch', { name: 'Guests wait to be let in' })).toBeChecked();

  await researcher.page.getByRole('button', { name: 'Allow Grace Guest again' }).click();
  await guest.page.getByRole('button', { name: 'Try again' }).click();
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(guest.page.getByRole('button', { name: 'Leave' })).toBeVisible();
});

test('a locked room keeps the Participant waiting once, and not when they come back', async ({ person }) => {
  const meeting = await openMeeting();
  const [researcher, participant] = await Promise.all([person(), person()]);
  await meeting.comeInAsResearcher(researcher);
  await openPeople(researcher.page);
  await researcher.page.getByRole('switch', { name: 'Lock the room' }).check();
  await researcher.page.keyboard.press('Escape');
  const inside = meeting.comeInAsParticipant(participant);
  const card = researcher.page.getByRole('region', { name: 'Waiting to be let in' });
  await expect(card).toContainText('Lena Fischer (Participant) would like to come in');
  await card.getByRole('button', { name: 'Let in' }).click();
  await inside;
  await expect.poll(() => decoded(researcher.page), { timeout: 60_000 }).toMatchObject({ videos: 1, voices: 1 });

  await participant.page.reload();
  await participant.page.getByRole('checkbox').check();
  await participant.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(participant.page.getByRole('button', { name: 'Leave' })).toBeVisible();
});

test('a Researcher starts, pauses, resumes and stops the recording: everybody hears and reads it, also at the door', async ({
  person,
}) => {
  const meeting = await openMeeting({ recordingPolicy: 'by_hand' });
  const [researcher, participant] = await Promise.all([person(), person()]);
  const everybody = [researcher.page, participant.page];
  for (const page of everybody) await page.addInitScript(listenForSounds);
  await Promise.all([meeting.comeInAsResearcher(researcher), meeting.comeInAsParticipant(participant)]);
  const guest = await participant.context.newPage();
  await guest.goto(meeting.guestLink);
  await expect(guest.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
  await guest.getByLabel('Your name').fill('Grace');
  const recorded = guest.getByText('This Session is recorded: picture, sound and shared screens.');
  await expect(recorded).toHaveCount(0);
  expect(await Promise.all(everybody.map(heard))).toEqual([[], []]);
  await researcher.page.getByRole('button', { name: 'Start recording' }).click();
  await everyoneReads(everybody, /^REC/);
  await everyoneHears(everybody, 1);
  await expect(recorded).toBeVisible();
  await expect(guest.getByLabel('Your name')).toHaveValue('Grace');
  await chooseRecording(researcher.page, 'Pause recording');
  await everyoneReads(everybody, 'Recording paused');
  await everyoneHears(everybody, 2);
  await noViolations(researcher.page);
  await chooseRecording(researcher.page, 'Resume recording');
  await everyoneReads(everybody, /^REC/);
  await everyoneHears(everybody, 3);
  await chooseRecording(researcher.page, 'Stop recording');
  await everyoneReads(everybody, 'Recording stopped');
  await expect(participant.page.getByRole('button', { name: 'Start recording' })).toHaveCount(0);
  await researcher.page.getByRole('button', { name: 'Start recording' }).click();
  await everyoneReads(everybody, /^REC/);
  await everyoneHears(everybody, 4);
});

async function knock(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'You are in the waiting room' })).toBeVisible();
}

async function comeIn(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
}

async function openPeople(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^People/ }).click();
  await expect(page.getByRole('button', { name: 'Mute all' })).toBeVisible();
}

/** From somebody's menu in the People panel. */
async function chooseFor(page: Page, name: string, entry: string): Promise<void> {
  const panel = page.getByRole('complementary');
  await panel.getByRole('button', { name: `More for ${name}` }).click();
  await panel.getByRole('button', { name: entry, exact: true }).click();
}

async function chooseRecording(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Recording', exact: true }).click();
  await page.getByRole('button', { name: entry, exact: true }).click();
}

async function everyoneReads(pages: Page[], words: RegExp | string): Promise<void> {
  for (const page of pages) await expect(page.getByText(words).first()).toBeVisible({ timeout: 40_000 });
}

/** The two tones of the recording's sign, so many times since they came in. */
async function everyoneHears(pages: Page[], times: number): Promise<void> {
  const sound = { sinkId: expect.any(String), tones: 2, running: true };
  for (const page of pages) await expect.poll(() => heard(page)).toEqual(Array.from({ length: times }, () => sound));
}

/** Kinds of own tracks that this page really sends, from devices that are open. */
function sending(page: Person['page']): Promise<string[]> {
  return page.evaluate(() =>
    window.peers
      .filter((peer) => peer.connectionState !== 'closed')
      .flatMap((peer) => peer.getTransceivers())
      .filter(({ currentDirection }) => currentDirection === 'sendonly')
      .flatMap(({ sender: { track } }) => (track?.readyState === 'live' ? [track.kind] : []))
      .toSorted(),
  );
}

/** Energy of the others' voices decoded between two looks. */
async function heardMeanwhile(page: Page): Promise<number> {
  const before = (await decoded(page)).audioEnergy;
  await page.waitForTimeout(LISTEN);
  return (await decoded(page)).audioEnergy - before;
}
