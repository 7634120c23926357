import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { startMediaStack } from './media-stacks.ts';
import { pictures } from './pictures.ts';
import { readMp4 } from './mp4.ts';
import type { Person } from './people.ts';
import { decoded, freshAddress, mailedLink, ROOM_LINK } from './people.ts';
import { makeStudy, noViolations, signUp } from './researcher.ts';

/** Of a meeting that long, what is kept must be at least this much less. */
const MEETING_SECONDS = 24;
const KIT_MEETING_SECONDS = 10;
const RECORDING_LESS = 4;
/** The stand-in's recorder takes that long at most to begin, and says nothing of what is safe. s */
const KIT_BEGINS_AFTER = 4;
/** The file is no shorter than what the room called safe, and no longer than the REC sign by more than this. */
const LENGTH_TOLERANCE = 2;

/** Who moves the tracks and records, and what is known of its recording. */
interface Media {
  person: () => Promise<Person>;
  /** How much of the recording is safe by what the room shows, seconds. */
  safeSeconds: (page: Page) => Promise<number>;
  /** How long the meeting lasts, seconds. */
  meets: number;
  file: object;
}

test('a Researcher schedules, three browsers meet, and the recording is on the Completed tab', ({ person }) =>
  journey({
    person,
    safeSeconds: savedSeconds,
    meets: MEETING_SECONDS,
    file: { width: 1280, height: 720, sampleRate: 48_000, channels: 2 },
  }));

test('the same with RealtimeKit, whose recorder no browser has to be', async ({ person }) => {
  const stack = await startMediaStack('realtimekit', person);
  try {
    const safeSeconds = async (page: Page) => (await recordingSeconds(page)) - KIT_BEGINS_AFTER;
    await journey({ person: stack.person, safeSeconds, meets: KIT_MEETING_SECONDS, file: {} });
  } finally {
    await stack.stop();
  }
});

async function journey({ person, safeSeconds, meets, file: expected }: Media): Promise<void> {
  const [researcher, participant, guest] = await Promise.all([person(), person(), person()]);
  await signUp(researcher, freshAddress('ada'));
  await makeStudy(researcher.page, 'How people plan a trip');
  const address = freshAddress('lena');
  await startNow(researcher.page, 'Lena Fischer', address);
  const guestLink = await copyGuestLink(researcher.page);
  await noViolations(researcher.page);

  await researcher.page.getByRole('link', { name: 'Join your Session' }).click();
  await participant.page.goto(await mailedLink(address, /./, ROOM_LINK));
  await guest.page.goto(guestLink);
  for (const { page } of [participant, guest]) expect(page.url()).not.toContain('#');
  await noViolations(participant.page);
  await noViolations(guest.page);

  await join(researcher.page);
  await participant.page.getByRole('checkbox', { name: 'I have read this and I agree' }).check();
  await join(participant.page);
  await guest.page.getByLabel('Your name').fill('Grace Guest');
  await join(guest.page);

  await everybodySeesAndHears(researcher, participant, guest);
  for (const { page } of [researcher, participant, guest]) await expect(page.getByText(/REC/).first()).toBeVisible();
  await noViolations(researcher.page);
  await expect.poll(() => safeSeconds(researcher.page), { timeout: 90_000 }).toBeGreaterThanOrEqual(meets);

  await researcher.page.getByRole('button', { name: 'Leave' }).click();
  await researcher.page.getByRole('button', { name: 'End meeting for all' }).click();
  const end = researcher.page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' });
  await end.waitFor();
  const [safe, recorded] = [await safeSeconds(researcher.page), await recordingSeconds(researcher.page)];
  await end.click();
  for (const { page } of [researcher, participant, guest]) {
    await expect(page.getByText('The session has ended').first()).toBeVisible();
  }

  await researcher.page.goto('/');
  await researcher.page.getByRole('link', { name: /How people plan a trip/ }).click();
  await researcher.page
    .getByRole('tab', { name: 'Completed' })
    .or(researcher.page.getByRole('link', { name: 'Completed' }))
    .click();
  await noViolations(researcher.page);
  const download = researcher.page.waitForEvent('download');
  await researcher.page.getByRole('link', { name: 'Download recording' }).click({ timeout: 60_000 });
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^How people plan a trip - Lena Fischer - \d{4}-\d\d-\d\d\.mp4$/);

  const mp4 = await readMp4(new Uint8Array(readFileSync(await file.path())));
  expect(mp4).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', ...expected });
  expect(mp4.boxes.indexOf('moov')).toBeLessThan(mp4.boxes.indexOf('mdat'));
  expect(mp4.videoSeconds).toBeGreaterThan(meets - RECORDING_LESS);
  expect(mp4.videoSeconds).toBeGreaterThanOrEqual(safe);
  expect(mp4.videoSeconds).toBeLessThan(recorded + LENGTH_TOLERANCE);
  expect(Math.abs(mp4.videoSeconds - mp4.audioSeconds)).toBeLessThan(LENGTH_TOLERANCE);
  const shown = await pictures(
    researcher.page,
    new URL(file.url()).pathname,
    [0.2, 0.5, 0.75].map((share) => meets * share),
  );
  for (const picture of shown) {
    expect(picture.brightness).toBeGreaterThan(10);
    expect(picture.contrast).toBeGreaterThan(5);
  }
}

test('a regenerated Guest link is dead at once, at the door too, and only members may download', async ({ person }) => {
  const [researcher, guest] = await Promise.all([person(), person()]);
  await signUp(researcher, freshAddress('ada'));
  await makeStudy(researcher.page, 'Links');
  await startNow(researcher.page, 'Lena Fischer', freshAddress('lena'));
  const old = await copyGuestLink(researcher.page);
  await guest.page.goto(old);
  await expect(guest.page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();

  await researcher.page.getByRole('button', { name: 'Regenerate link' }).click();
  await researcher.page
    .getByRole('dialog')
    .getByRole('button', { name: /Regenerate/ })
    .click();

  await expect(guest.page.getByText('This link no longer works')).toBeVisible();
  // Otherwise only the fragment differs, and the page that is already there is looked at.
  await guest.page.goto('about:blank');
  await guest.page.goto(old);
  await expect(guest.page.getByText('This link no longer works')).toBeVisible();
  await noViolations(guest.page);
  await expect.poll(() => copyGuestLink(researcher.page)).not.toBe(old);
  await guest.page.goto(await copyGuestLink(researcher.page));
  await expect(guest.page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
});

async function startNow(page: Page, name: string, address: string): Promise<void> {
  await page
    .getByRole('tab', { name: 'Ongoing' })
    .or(page.getByRole('link', { name: 'Ongoing' }))
    .click();
  await page.getByRole('button', { name: 'Start now' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel("Participant's name").fill(name);
  await dialog.getByLabel("Participant's e-mail").fill(address);
  await noViolations(page);
  await dialog.getByRole('button', { name: 'Start Session' }).click();
  await expect(page.getByRole('heading', { name: `Session with ${name}` })).toBeVisible();
}

/** 'Copy link', and what the clipboard then holds. Emptied before, so that what an earlier 'Copy link' left is not read. */
async function copyGuestLink(page: Page): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText(/copied/i).first()).toBeVisible();
  let kept = { text: '', html: '' };
  // Chromium refuses to read while the page is still writing.
  await expect(async () => {
    kept = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string) => (item?.types.includes(type) ? (await item.getType(type)).text() : '');
      return { text: await read('text/plain'), html: await read('text/html') };
    });
    expect(kept.text).not.toBe('');
  }).toPass();
  const link = /http\S+\/j\/\S+#\S+/.exec(kept.text)?.[0] ?? '';
  expect(link).not.toBe('');
  expect(kept.html).toContain(link);
  return link;
}

async function join(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
}

/** Real frames and real sound: two see each other, the Guest sees and hears both. */
async function everybodySeesAndHears(researcher: Person, participant: Person, guest: Person): Promise<void> {
  for (const [who, others] of [
    [researcher, 1],
    [participant, 1],
    [guest, 2],
  ] as const) {
    await expect.poll(() => decoded(who.page), { timeout: 60_000 }).toMatchObject({ videos: others, voices: others });
    const before = await decoded(who.page);
    await expect
      .poll(async () => (await decoded(who.page)).framesDecoded - before.framesDecoded, { timeout: 30_000 })
      .toBeGreaterThan(20);
    await expect
      .poll(async () => (await decoded(who.page)).audioEnergy - before.audioEnergy, { timeout: 30_000 })
      .toBeGreaterThan(0);
  }
}

/** What the room says is safe. */
function savedSeconds(page: Page): Promise<number> {
  return clock(page, /saved up to\s+(\d+):(\d\d)/);
}

/** What the REC sign says. */
function recordingSeconds(page: Page): Promise<number> {
  return clock(page, /REC\s+(\d+):(\d\d)/);
}

async function clock(page: Page, pattern: RegExp): Promise<number> {
  const [, minutes = '0', seconds = '0'] = pattern.exec(await page.locator('body').innerText()) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
