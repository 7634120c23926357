import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { openMeeting } from './meeting.ts';
import { readMp4 } from './mp4.ts';
import { onsets } from './onsets.ts';
import { person } from './people.ts';
import { noViolations } from './researcher.ts';
import { savedSeconds } from './saved.ts';
import { giveVoice, tick } from './voices.ts';

/** Recorded before the pause and after it, seconds. */
const TURN = 6;
/** Her sound, and his every other time, seconds. */
const EVERY = 1;
/** Two files that lie side by side sound together when they differ by less, seconds. */
const TOGETHER = 0.1;

test('each one’s own voice is a file of its own that begins with the recording, silent where it was paused', async () => {
  const [ada, lena] = await Promise.all([person(), person()]);
  const meeting = await openMeeting({ separateTracks: 'voices' });
  const { page } = ada;
  try {
    await Promise.all([ada, lena].map(({ context }) => giveVoice(context)));
    await meeting.comeInAsResearcher(ada);
    await meeting.comeInAsParticipant(lena);
    // Both at the same moments by the clock of this computer, hers half as often.
    await tick(page, 2 * EVERY);
    await tick(lena.page, EVERY);
    await saved(page, TURN);
    await inMenu(page, 'Pause recording');
    await page.waitForTimeout(4_000);
    await inMenu(page, 'Resume recording');
    await saved(page, 4 + 2 * TURN);
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('button', { name: 'End meeting for all' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
    await expect(lena.page.getByText('The session has ended').first()).toBeVisible();

    await page.goto(`/sessions/${meeting.session.id}`);
    await page.getByRole('link', { name: 'Watch' }).click({ timeout: 60_000 });
    const recording = (await page.locator('video').evaluate((video: HTMLVideoElement) => video.duration)) || NaN;
    await page.getByRole('tab', { name: /^Tracks/ }).click();
    const list = page.getByRole('list', { name: 'Separate tracks' });
    await expect(list.getByRole('link', { name: /^Download voice of/ })).toHaveCount(2, { timeout: 60_000 });
    await noViolations(page);

    const [own, theirs] = [await download(page, 'Ada Okafor'), await download(page, 'Lena Fischer')];
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
    const behind = hers.map((at) =>
      Math.min(...together.filter((other) => other > at - 0.2).map((other) => other - at)),
    );
    console.log(
      `separate tracks: the recording hears her ${behind.map((s) => Math.round(s * 1000)).join(' ')} ms later`,
    );
    const near = his.map((at) => Math.min(...together.map((other) => Math.abs(other - at))));
    console.log(
      `separate tracks: the recording hears its own ${near.map((s) => Math.round(s * 1000)).join(' ')} ms off`,
    );
    expect(both.length).toBeGreaterThan(2);
    expect(hers.length).toBeGreaterThan(his.length);
    for (const distance of apart) expect(distance).toBeLessThan(TOGETHER);
    const longest = Math.max(...hers.slice(1).map((at, index) => at - (hers[index] ?? 0)));
    expect(longest).toBeGreaterThan(3);
  } finally {
    await Promise.all([ada, lena].map(({ browser }) => browser.close()));
  }
});

async function saved(page: Page, seconds: number): Promise<void> {
  await expect.poll(() => savedSeconds(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(seconds);
}

async function inMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Recording', exact: true }).click();
  await page.getByRole('button', { name: item }).click();
}

async function download(page: Page, name: string): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: `Download voice of ${name}` }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) };
}

/** The file with everybody in it. */
async function wholeRecording(page: Page): Promise<Uint8Array<ArrayBuffer>> {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download recording' }).click();
  return new Uint8Array(readFileSync(await (await waiting).path()));
}
