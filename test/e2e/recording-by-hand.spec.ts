import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { test } from './fixtures.ts';
import { readMp4 } from './mp4.ts';
import { savedSeconds } from './saved.ts';

/** Saved before the pause, and how long it rests, seconds. */
const BEFORE = 6;
const REST = 10;

test('a recording started by hand, paused and resumed is one file, in which the pause is told as such', async ({
  meet,
}) => {
  const { meeting, researcher, participant } = await meet({ recordingPolicy: 'by_hand' });
  const { page } = researcher;
  await expect(page.getByText('Lena Fischer').first()).toBeVisible();
  await page.getByRole('button', { name: 'Start recording' }).click();
  await expect(participant.page.getByText('saved up to')).toBeVisible();
  await expect.poll(() => savedSeconds(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(BEFORE);

  await inMenu(page, 'Pause recording');
  for (const one of [page, participant.page]) await expect(one.getByText('Recording paused').first()).toBeVisible();
  await page.waitForTimeout(REST * 1_000);
  await inMenu(page, 'Resume recording');
  await expect.poll(() => savedSeconds(page), { timeout: 60_000 }).toBeGreaterThanOrEqual(BEFORE + REST + 4);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'End meeting for all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
  await expect(page.getByText('The session has ended').first()).toBeVisible();

  await page.goto(`/sessions/${meeting.session.id}`);
  await expect(page.getByText(/It was paused for 0:1\d\./)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Ada Okafor paused the recording.')).toBeVisible();
  await expect(page.getByText('Ada Okafor resumed the recording.')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download recording' }).click();
  const mp4 = await readMp4(new Uint8Array(readFileSync(await (await download).path())));
  expect(mp4).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 1280, height: 720 });
  expect(mp4.videoSeconds).toBeGreaterThan(BEFORE + REST);
  expect(Math.abs(mp4.videoSeconds - mp4.audioSeconds)).toBeLessThan(2);
});

async function inMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Recording', exact: true }).click();
  await page.getByRole('button', { name: item }).click();
}
