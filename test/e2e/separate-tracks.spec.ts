import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { giveCamera } from './cameras.ts';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { readMp4 } from './mp4.ts';
import { onsets } from './onsets.ts';
import { pictures, type Picture } from './pictures.ts';
import { noViolations } from './researcher.ts';
import { savedSeconds } from './saved.ts';
import { giveVoice, tick } from './voices.ts';

/** Recorded before the pause and after it, seconds. */
const TURN = 6;
/** Her sound, and his every other time, seconds. */
const EVERY = 1;
/** Where cameras are recorded: his sound and his flash, and hers, seconds. */
const [HIS, HERS] = [2, 3];
/** A call that has just begun is calm after this long, ms. */
const SETTLES = 6_000;
/** Two files that lie side by side differ by less, seconds: by 10 to 40 ms nearly always, by 140 once until a voice is heard anew. */
const TOGETHER = 0.2;

test('each one’s own voice is a file of its own that begins with the recording, silent where it was paused and while muted', async ({
  person,
}) => {
  const [ada, lena] = await Promise.all([person(), person()]);
  const meeting = await openMeeting({ separateTracks: 'voices', recordingPolicy: 'by_hand' });
  const { page } = ada;
  await Promise.all([ada, lena].map(({ context }) => giveVoice(context)));
  await meeting.comeInAsResearcher(ada);
  await meeting.comeInAsParticipant(lena);
  // Both at the same moments by the clock of this computer, hers half as often.
  await tick(page, 2 * EVERY);
  await tick(lena.page, EVERY);
  // On a computer that two browsers have just started on, sound stands still now and then, in each at other times.
  await page.waitForTimeout(SETTLES);
  await page.getByRole('button', { name: 'Start recording' }).click();
  await saved(page, TURN);
  await inMenu(page, 'Pause recording');
  await page.waitForTimeout(4_000);
  await inMenu(page, 'Resume recording');
  await saved(page, 4 + 2 * TURN);
  await page.getByRole('button', { name: 'Turn microphone off' }).click();
  await saved(page, (await savedSeconds(page)) + TURN + EVERY);
  await endForAll(page, lena.page);

  const { recording, own, theirs } = await tracksOf(page, meeting.session.id, 'voice');
  expect(theirs.name).toMatch(/^How people plan a trip - Lena Fischer - \d{4}-\d\d-\d\d - Lena Fischer\.m4a$/);
  for (const { bytes } of [own, theirs]) {
    const facts = await readMp4(bytes);
    expect(facts).toMatchObject({ videoCodec: null, audioCodec: 'aac', sampleRate: 48_000 });
    expect(Math.abs(facts.audioSeconds - recording)).toBeLessThan(3);
  }
  const [hers, his] = [await onsets(page, theirs.bytes), await onsets(page, own.bytes)];
  // Each begins when its own browser is ready: what he said before is in his file only.
  const both = his.filter((at) => at > (hers[0] ?? Infinity) - EVERY / 2);
  const apart = both.map((at) => Math.min(...hers.map((other) => Math.abs(other - at))));
  console.log(
    `separate tracks: ${hers.length} and ${his.length} sounds, apart by ${apart.map((s) => Math.round(s * 1000)).join(' ')} ms`,
  );
  const together = await onsets(page, await wholeRecording(page));
  const zero = await zeroOf(page);
  const late = (sounds: number[]) =>
    sounds.map((at) => Math.round(((zero + at + EVERY / 2) % EVERY) * 1000 - 500 * EVERY));
  console.log(
    `separate tracks: by the clock hers late by ${late(hers).join(' ')}, his ${late(his).join(' ')}, all ${late(together).join(' ')} ms`,
  );
  expect(both.length).toBeGreaterThan(3);
  // Both are heard to the end unless they are muted.
  expect(recording - (his.at(-1) ?? 0)).toBeGreaterThan(TURN - EVERY);
  expect(recording - (hers.at(-1) ?? 0)).toBeLessThan(3 * EVERY);
  expect(hers.length).toBeGreaterThan(his.length);
  // What stood still before anything was heard is put right within the first two seconds.
  for (const distance of apart.slice(1)) expect(distance).toBeLessThan(TOGETHER);
  const longest = Math.max(...hers.slice(1).map((at, index) => at - (hers[index] ?? 0)));
  expect(longest).toBeGreaterThan(3);
});

test('each one’s own camera is a file of its own with their voice, in time, black while it is off or audio comes first', async ({
  person,
}) => {
  const [ada, lena] = await Promise.all([person(), person()]);
  const meeting = await openMeeting({ separateTracks: 'cameras' });
  const { page } = ada;
  await Promise.all([ada, lena].map(({ context }) => giveVoice(context)));
  await giveCamera(ada.context, 'rgb(200, 0, 0)', HIS);
  await giveCamera(lena.context, 'rgb(0, 0, 200)', HERS);
  await meeting.comeInAsResearcher(ada);
  await page.getByRole('button', { name: 'Turn camera off' }).click();
  await meeting.comeInAsParticipant(lena);
  await tick(page, HIS);
  await tick(lena.page, HERS);
  await saved(page, 4 * HERS);
  // From now on his is in the file, and hers is not.
  const swapped = await savedSeconds(page);
  await page.getByRole('button', { name: 'Turn camera on' }).click();
  await lena.page.getByRole('button', { name: 'Turn camera off' }).click();
  await saved(page, swapped + 3 * HERS);
  const back = await savedSeconds(page);
  await lena.page.getByRole('button', { name: 'Turn camera on' }).click();
  await saved(page, back + 4 * HERS);
  const spared = await savedSeconds(page);
  await lena.page.getByRole('button', { name: 'View', exact: true }).click();
  await lena.page.getByLabel('Audio first').click();
  await saved(page, spared + 4 * HERS);
  await endForAll(page, lena.page);

  const { recording, own, theirs } = await tracksOf(page, meeting.session.id, 'camera');
  expect(theirs.name).toMatch(/ - Lena Fischer - camera\.mp4$/);
  for (const { bytes } of [own, theirs]) {
    const facts = await readMp4(bytes);
    expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 640, height: 360 });
    expect(facts.boxes.slice(0, 2)).toEqual(['ftyp', 'moov']);
    expect(Math.abs(facts.audioSeconds - recording)).toBeLessThan(3);
    expect(Math.abs(facts.videoSeconds - facts.audioSeconds)).toBeLessThan(1);
  }
  const [his, hers] = [await onsets(page, own.bytes), await onsets(page, theirs.bytes)];
  for (const [sounds, every] of [[his, HIS] as const, [hers, HERS] as const]) {
    console.log(`separate cameras: sounds at ${sounds.map((at) => at.toFixed(2)).join(' ')}, one each ${every} s`);
    expect(sounds.length).toBeGreaterThan(3);
    // Nobody else’s: they would come at other times.
    const turns = sounds.map((at) => (at - (sounds[0] ?? 0)) / every);
    for (const turn of turns) expect(Math.abs(turn - Math.round(turn))).toBeLessThan(0.1);
  }
  /** What is seen while it flashes, after each sound, and while it does not. */
  const seen = async (of: Seen, from: number, to: number) => {
    const at = of.sounds.filter((sound) => sound > from && sound < to);
    const looks = await pictures(
      page,
      of.file.href,
      at.flatMap((sound) => [sound + of.every / 4, sound + (3 * of.every) / 4]),
    );
    expect(looks.length).toBeGreaterThan(0);
    return new Set(looks.map((look, index) => `${index % 2 === 0 ? 'flash' : 'rest'} ${nameOf(look)}`));
  };
  const ofHer = { file: theirs, sounds: hers, every: HERS };
  const ofHim = { file: own, sounds: his, every: HIS };
  expect(await seen(ofHer, 0, swapped - 3)).toEqual(new Set(['flash white', 'rest blue']));
  expect(await seen(ofHer, swapped + 2, back - 3)).toEqual(new Set(['flash black', 'rest black']));
  expect(await seen(ofHer, back + 3, spared - 3)).toEqual(new Set(['flash white', 'rest blue']));
  expect(await seen(ofHer, spared + 3, recording - 3)).toEqual(new Set(['flash black', 'rest black']));
  expect(await seen(ofHim, 0, swapped - 2)).toEqual(new Set(['flash black', 'rest black']));
  expect(await seen(ofHim, swapped + 3, recording - 2)).toEqual(new Set(['flash white', 'rest red']));
});

/** One’s file, and when their own sounds are in it. */
interface Seen {
  file: Downloaded;
  sounds: number[];
  every: number;
}

/** What a picture of `giveCamera` shows. */
function nameOf({ colour: [red, green, blue] }: Picture): string {
  if (Math.min(red, green, blue) > 180) return 'white';
  if (Math.max(red, green, blue) < 40) return 'black';
  return red > 120 && blue < 80 ? 'red' : blue > 120 && red < 80 ? 'blue' : `${red} ${green} ${blue}`;
}

async function endForAll(host: Page, other: Page): Promise<void> {
  await host.getByRole('button', { name: 'Leave' }).click();
  await host.getByRole('button', { name: 'End meeting for all' }).click();
  await host.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
  await expect(other.getByText('The session has ended').first()).toBeVisible();
}

async function saved(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => savedSeconds(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(seconds);
}

async function inMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Recording', exact: true }).click();
  await page.getByRole('button', { name: item }).click();
}

interface Downloaded {
  name: string;
  href: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** How long the recording is, seconds, and both people's own tracks, downloaded from its page once they are there. */
async function tracksOf(
  page: Page,
  session: string,
  kind: 'voice' | 'camera',
): Promise<{ recording: number; own: Downloaded; theirs: Downloaded }> {
  await page.goto(`/sessions/${session}`);
  await page.getByRole('link', { name: 'Watch' }).click({ timeout: 60_000 });
  const recording = await lengthShown(page);
  await page.getByRole('tab', { name: /^Tracks/ }).click();
  const list = page.getByRole('list', { name: 'Separate tracks' });
  const files = list.getByRole('link', { name: new RegExp(`^Download ${kind} of`) });
  await expect(files).toHaveCount(2, { timeout: 60_000 });
  await noViolations(page);
  const own = await download(page, kind, 'Ada Okafor');
  return { recording, own, theirs: await download(page, kind, 'Lena Fischer') };
}

async function download(page: Page, kind: 'voice' | 'camera', name: string): Promise<Downloaded> {
  const waiting = page.waitForEvent('download');
  const link = page.getByRole('link', { name: `Download ${kind} of ${name}` });
  await link.click();
  const file = await waiting;
  const bytes = new Uint8Array(readFileSync(await file.path()));
  return { name: file.suggestedFilename(), href: (await link.getAttribute('href')) ?? '', bytes };
}

/** The file with everybody in it. */
async function wholeRecording(page: Page): Promise<Uint8Array<ArrayBuffer>> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download recording' }).click();
  return new Uint8Array(readFileSync(await (await waiting).path()));
}

/** When the recording begins that is on its page, UTC seconds. */
async function zeroOf(page: Page): Promise<number> {
  const [recording = ''] = /(?<=recordings\/)[^/?]+/.exec(page.url()) ?? [];
  const view = await page.request.get(`/api/recordings/${recording}`);
  return Date.parse(((await view.json()) as { zeroAt: string }).zeroAt) / 1_000;
}

/** Of the recording in the player, seconds, once it knows. */
async function lengthShown(page: Page): Promise<number> {
  const duration = () => page.locator('video').evaluate((video: HTMLVideoElement) => video.duration);
  await expect.poll(duration).toBeGreaterThan(0);
  return duration();
}
