import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { Playback } from './realtime/playback.ts';
import { openPage, startSite } from './realtime/site.ts';

const PAGE = fileURLToPath(new URL('partytracks/page.ts', import.meta.url));

function playback(page: Page, name: string): Promise<Playback> {
  return page.evaluate((followed) => window.party.playback(followed), name);
}

async function expectMovingPicture(page: Page, name: string): Promise<void> {
  const before = await playback(page, name);
  await expect.poll(async () => (await playback(page, name)).shown).toBeGreaterThan(before.shown + 10);
  await expect.poll(async () => (await playback(page, name)).framesDecoded).toBeGreaterThan(before.framesDecoded + 10);
}

test('two browsers with the published partytracks client see and hear each other through the stand-in', async () => {
  const site = await startSite(PAGE);
  const [ada, ben] = await Promise.all([openPage(site), openPage(site)]);
  try {
    for (const [from, to] of [
      [ada, ben],
      [ben, ada],
    ] as const) {
      const camera = await from.page.evaluate(() => window.party.publish('camera'));
      const microphone = await from.page.evaluate(() => window.party.publish('microphone'));
      await to.page.evaluate(
        ([video, audio]) =>
          Promise.all([window.party.follow('camera', video), window.party.follow('microphone', audio)]),
        [camera, microphone] as const,
      );
    }
    for (const { page } of [ada, ben]) {
      await expectMovingPicture(page, 'camera');
      await expect.poll(async () => (await playback(page, 'microphone')).audioEnergy).toBeGreaterThan(0);
    }
    expect([...ada.errors, ...ben.errors]).toEqual([]);
  } finally {
    await Promise.all([ada.browser.close(), ben.browser.close()]);
    await site.stop();
  }
});

test('a partytracks client chooses among simulcast layers, and follows a camera that was closed and published again', async () => {
  const site = await startSite(PAGE);
  const [ada, ben] = await Promise.all([openPage(site), openPage(site)]);
  try {
    const encodings = [{ rid: 'a' }, { rid: 'b', scaleResolutionDownBy: 2 }];
    const camera = await ada.page.evaluate((layers) => window.party.publish('camera', layers), encodings);
    await ben.page.evaluate((video) => window.party.follow('camera', video, 'a'), camera);
    const width = async (): Promise<number> => (await playback(ben.page, 'camera')).frameWidth;
    await expect.poll(width).toBe(640);
    await ben.page.evaluate(() => window.party.prefer('camera', 'b'));
    await expect.poll(width).toBe(320);
    await ben.page.evaluate(() => window.party.prefer('camera', 'a'));
    await expect.poll(width).toBe(640);

    // Chromium cannot offer without any living m-line, and the camera's carries the BUNDLE: closing it rebuilds the transport.
    await ada.page.evaluate(() => window.party.publish('microphone'));
    await ada.page.evaluate(() => window.party.unpublish('camera'));
    const again = await ada.page.evaluate(() => window.party.publish('camera'));
    await ben.page.evaluate((video) => window.party.follow('again', video), again);
    await expectMovingPicture(ben.page, 'again');
  } finally {
    await Promise.all([ada.browser.close(), ben.browser.close()]);
    await site.stop();
  }
});
