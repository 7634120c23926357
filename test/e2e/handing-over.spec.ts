import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { giveBrowserOwnComputer } from '../harness/own-computer.ts';
import { encodersOf } from './encoders.ts';
import { test } from './fixtures.ts';
import { openMeeting } from './meeting.ts';
import { readMp4 } from './mp4.ts';
import { onsets } from './onsets.ts';
import { savedSeconds } from './saved.ts';
import { giveVoice, tick } from './voices.ts';

/** Each Researcher records so long at least, seconds. */
const TURN = 5;
/** The Participant's sound, once a second. */
const EVERY = 1;
/** Two recorders at once, beside two calls: on a busy machine the second takes its time. */
const BEGINS = { timeout: 60_000 };
/** A voice has found its place behind its picture this long after a call has begun, seconds. */
const SETTLED = 5;

test('two Researchers hand the recording over and back: one file, whole in picture and sound, that plays across its joins', async ({
  person,
}) => {
  const [ada, bea, lena] = await Promise.all([person(), person(), person()]);
  for (const { browser } of [ada, bea, lena]) await giveBrowserOwnComputer(browser);
  const meeting = await openMeeting();
  const { page } = ada;
  await giveVoice(lena.context);
  await withoutBestEncoder(bea.context);
  await meeting.comeInAsResearcher(ada);
  await meeting.comeInAsColleague(bea, 'Bea Lind');
  for (const one of [page, bea.page]) await one.getByRole('button', { name: 'Turn microphone off' }).click();
  await meeting.comeInAsParticipant(lena);
  // Three calls and two recorders on one machine: her voice is what is measured.
  await lena.page.getByRole('button', { name: 'Turn camera off' }).click();
  await tick(lena.page, EVERY);
  await saved(page, SETTLED + TURN);

  await openMenu(page);
  await expect(page.getByText('Recorded by you')).toBeVisible();
  await page.getByRole('button', { name: 'Let Bea Lind record' }).click();
  await expect(bea.page.getByText('You record now: please keep this tab open').first()).toBeVisible(BEGINS);
  const first = await savedSeconds(page);
  await saved(page, first + TURN);
  await openMenu(page);
  await expect(page.getByText('Recorded by Bea Lind')).toBeVisible();
  await page.getByRole('button', { name: 'Record here' }).click();
  await expect(bea.page.getByText('Ada Okafor records now').first()).toBeVisible(BEGINS);
  const second = await savedSeconds(page);
  await saved(page, second + TURN);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'End meeting for all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
  await expect(page.getByText('The session has ended').first()).toBeVisible();

  await page.goto(`/sessions/${meeting.session.id}`);
  await expect(page.getByText('Ada Okafor let Bea Lind (Researcher) record.')).toBeVisible();
  await expect(page.getByText('Ada Okafor took over the recording.')).toBeVisible();
  await expect(page.getByText(/^The recording is ready/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/is missing|are missing/)).toBeHidden();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download recording' }).click();
  const bytes = new Uint8Array(readFileSync(await (await download).path()));
  const mp4 = await readMp4(bytes);
  expect(mp4.boxes).toEqual(['ftyp', 'moov', 'mdat']);
  expect(Math.abs(mp4.videoSeconds - mp4.audioSeconds)).toBeLessThan(0.5);
  const [hers, other, again, ...more] = await encodersOf(bytes);
  expect(more).toEqual([]);
  expect([typeof other, again]).toEqual(['string', hers]);
  const beeps = (await onsets(page, bytes)).filter((at) => at > SETTLED);
  const steps = beeps.slice(1).map((at, index) => at - (beeps[index] ?? 0));
  console.log(
    `handing over at ${first} s and ${second} s: the sound, once a second, after ${steps.map((s) => s.toFixed(2)).join(' ')}`,
  );
  expect(beeps.length).toBeGreaterThan(2 * TURN);
  // Each browser has its own idea of how late a voice is: at a join it may move in its place, once.
  const odd = steps.filter((step) => Math.abs(step - EVERY) > EVERY / 2);
  expect(odd.length).toBeLessThanOrEqual(2);
  for (const step of odd) expect(step).toBeLessThan(2.5 * EVERY);

  await page.getByRole('link', { name: 'Watch' }).click();
  for (const join of [first, second]) await playsAcross(page, join);
  for (const at of [mp4.videoSeconds - 1, first - 1, second + 1, 0.5]) await seeks(page, at);
});

/** This browser encodes another profile of H.264 than the others: the file has two encoders. */
function withoutBestEncoder(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => {
    const real = VideoEncoder.isConfigSupported.bind(VideoEncoder);
    VideoEncoder.isConfigSupported = async (config) =>
      config.codec.startsWith('avc1.42') ? real(config) : { supported: false, config };
  });
}

const openMenu = (page: Page) => page.getByRole('button', { name: 'Recording', exact: true }).click();

async function saved(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => savedSeconds(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(seconds);
}

/** Plays from 2 s before to 2 s after, with new pictures all the time. */
async function playsAcross(page: Page, join: number): Promise<void> {
  await seeks(page, join - 2);
  const video = page.locator('video');
  const before = await video.evaluate(async (player: HTMLVideoElement) => {
    player.muted = true;
    await player.play();
    return player.getVideoPlaybackQuality().totalVideoFrames;
  });
  await expect
    .poll(() => video.evaluate((player: HTMLVideoElement) => player.currentTime), { timeout: 30_000 })
    .toBeGreaterThan(join + 2);
  const after = await video.evaluate((player: HTMLVideoElement) => {
    player.pause();
    return { error: player.error?.message ?? null, frames: player.getVideoPlaybackQuality().totalVideoFrames };
  });
  expect(after.error).toBeNull();
  // Two recorders at once on two slow cores: two a second are few, and not a standstill.
  expect(after.frames - before).toBeGreaterThan(6);
}

async function seeks(page: Page, at: number): Promise<void> {
  const video = page.locator('video');
  await expect.poll(() => video.evaluate((player: HTMLVideoElement) => player.readyState)).toBeGreaterThan(0);
  await video.evaluate((player: HTMLVideoElement, at) => {
    player.currentTime = at;
  }, at);
  await expect
    .poll(() =>
      video.evaluate((player: HTMLVideoElement) =>
        player.seeking || player.readyState < 2 ? NaN : player.currentTime,
      ),
    )
    .toBeCloseTo(at, 1);
}
