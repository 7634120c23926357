import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { openPage, startSite } from './realtime/site.ts';
import type { Site } from './realtime/site.ts';

const PAGE = fileURLToPath(new URL('realtime/page.ts', import.meta.url));

/** Two pages in two browser processes, both connected by a data channel only. */
async function withPair(
  run: (pair: { site: Site; ada: Page; ben: Page; adaId: string; benId: string }) => Promise<void>,
) {
  const site = await startSite(PAGE);
  const opened = await Promise.all([openPage(site), openPage(site)]);
  try {
    const [ada, ben] = [opened[0].page, opened[1].page];
    const [adaId, benId] = await Promise.all([ada, ben].map((page) => page.evaluate(() => window.bare.warm())));
    for (const page of [ada, ben]) await expectConnected(page);
    await run({ site, ada, ben, adaId: adaId ?? '', benId: benId ?? '' });
  } finally {
    await Promise.all(opened.map(({ browser }) => browser.close()));
    await site.stop();
  }
}

async function expectConnected(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.bare.connectionState())).toBe('connected');
}

async function expectMovingPicture(page: Page, name: string): Promise<void> {
  const decoded = (): Promise<number> =>
    page.evaluate(async (n) => (await window.bare.playback(n)).framesDecoded, name);
  const shown = (): Promise<number> => page.evaluate(async (n) => (await window.bare.playback(n)).shown, name);
  const [decodedBefore, shownBefore] = [await decoded(), await shown()];
  await expect.poll(decoded).toBeGreaterThan(decodedBefore + 10);
  await expect.poll(shown).toBeGreaterThan(shownBefore + 10);
}

test('a transport warmed by a data channel carries sound and picture both ways, in one handshake', async () => {
  await withPair(async ({ site, ada, ben, adaId, benId }) => {
    for (const [from, to, id] of [
      [ada, ben, adaId],
      [ben, ada, benId],
    ] as const) {
      await from.evaluate(() => window.bare.publish('mic', { kind: 'audio' }));
      await from.evaluate(() => window.bare.publish('cam'));
      await to.evaluate((publisher) => window.bare.follow('mic', publisher, 'mic'), id);
      await to.evaluate((publisher) => window.bare.follow('cam', publisher, 'cam'), id);
    }
    for (const page of [ada, ben]) {
      await expectMovingPicture(page, 'cam');
      const energy = () => page.evaluate(async () => (await window.bare.playback('mic')).audioEnergy);
      await expect.poll(energy).toBeGreaterThan(0);
    }
    expect(site.realtime.stats()).toMatchObject({ sessions: [{ handshakes: 1 }, { handshakes: 1 }] });
  });
});

test('a follower changes the simulcast layer by tracks/update', async () => {
  await withPair(async ({ ada, ben, adaId }) => {
    const encodings = [{ rid: 'f' }, { rid: 'h', scaleResolutionDownBy: 2 }];
    await ada.evaluate((layers) => window.bare.publish('cam', { encodings: layers }), encodings);
    const mid = await ben.evaluate((id) => window.bare.follow('cam', id, 'cam', { preferredRid: 'h' }), adaId);
    const width = () => ben.evaluate(async () => (await window.bare.playback('cam')).frameWidth);
    await expect.poll(width).toBe(320);
    const update = (preferredRid: string) =>
      ben.evaluate(
        ([m, rid]) =>
          window.bare.call('PUT', `${window.bare.session()}/tracks/update`, {
            tracks: [{ mid: m, simulcast: { preferredRid: rid } }],
          }),
        [mid, preferredRid] as const,
      );
    expect((await update('f')).status).toBe(200);
    await expect.poll(width).toBe(640);
    await update('h');
    await expect.poll(width).toBe(320);
  });
});

test('H.264 is forwarded as it was sent', async () => {
  await withPair(async ({ ada, ben, adaId }) => {
    await ada.evaluate(() => window.bare.publish('cam', { codec: 'video/H264' }));
    await ben.evaluate((id) => window.bare.follow('cam', id, 'cam'), adaId);
    await expectMovingPicture(ben, 'cam');
    expect(await ben.evaluate(async () => (await window.bare.playback('cam')).codec)).toBe('video/H264');
  });
});

test('a remote track is followed by an offer of the browser, and published by an offer of the service', async () => {
  await withPair(async ({ ada, ben, adaId }) => {
    await ada.evaluate(() => window.bare.publishOnRequest('cam'));
    await ben.evaluate((id) => window.bare.followByOffer('cam', id, 'cam'), adaId);
    await expectMovingPicture(ben, 'cam');
  });
});

test('a stopped camera gives its m-line to the next one, and an ICE restart does not end it', async () => {
  await withPair(async ({ ada, ben, adaId }) => {
    const first = await ada.evaluate(() => window.bare.publish('first'));
    await ada.evaluate((mid) => window.bare.stop(mid), first);
    const second = await ada.evaluate(() => window.bare.publish('second'));
    expect(second).not.toBe(first);
    await ben.evaluate((id) => window.bare.follow('second', id, 'second'), adaId);
    await expectMovingPicture(ben, 'second');
    const before = await ada.evaluate((mid) => window.bare.restartIce(mid, 'second'), second);
    const after = await ada.evaluate((mid) => window.bare.restartIce(mid, 'second'), second);
    expect(after).not.toBe(before);
    await expectConnected(ada);
    await expectMovingPicture(ben, 'second');
  });
});

test('a published data channel reaches its subscriber, whose reply needs the right to it', async () => {
  await withPair(async ({ ada, ben, adaId }) => {
    await ada.evaluate(() => window.bare.openChannel('chat', { location: 'local', dataChannelName: 'chat' }));
    const subscription = { location: 'remote', dataChannelName: 'chat', sessionId: adaId };
    await ben.evaluate((request) => window.bare.openChannel('chat', request), subscription);
    await ada.evaluate(() => window.bare.send('chat', 'hello'));
    await expect.poll(() => ben.evaluate(() => window.bare.heard('chat'))).toEqual(['hello']);

    await ben.evaluate(() => window.bare.send('chat', 'not allowed yet'));
    await ben.evaluate(
      (request) => window.bare.call('PUT', `${window.bare.session()}/datachannels/update`, { dataChannels: [request] }),
      { ...subscription, canReply: true },
    );
    await ben.evaluate(() => window.bare.send('chat', 'allowed'));
    await expect.poll(() => ada.evaluate(() => window.bare.heard('chat'))).toEqual(['allowed']);
  });
});

test('the picture survives five percent of loss both ways', async () => {
  await withPair(async ({ site, ada, ben, adaId }) => {
    await ada.evaluate(() => window.bare.publish('cam'));
    await ben.evaluate((id) => window.bare.follow('cam', id, 'cam'), adaId);
    await expectMovingPicture(ben, 'cam');
    await fetch(site.realtime.url.replace('/v1', '/__loss?in=0.05&out=0.05'));
    await expectMovingPicture(ben, 'cam');
    await expectMovingPicture(ben, 'cam');
  });
});

test('a browser whose certificate is not the announced one is not let in', async () => {
  const site = await startSite(PAGE);
  const { browser, page } = await openPage(site);
  try {
    await page.evaluate(() =>
      window.bare.warm((sdp) =>
        sdp.replace(/a=fingerprint:sha-256 ../, (line) => `${line.slice(0, -2)}${line.endsWith('00') ? '11' : '00'}`),
      ),
    );
    await expect.poll(() => site.realtime.stats()).toMatchObject({ sessions: [{ connected: false, srtpProfile: 7 }] });
  } finally {
    await browser.close();
    await site.stop();
  }
});
