import { expect, test } from '@playwright/test';
import type { FragileCall } from './healed.ts';
import { beginFragileCall, heals, transports } from './healed.ts';
import { cutMedia, decoded, stallPictures } from './people.ts';

let call: FragileCall;
test.beforeAll(async () => {
  call = await beginFragileCall();
});
test.afterAll(() => call.end());

test('a lost socket leaves sound and picture alone', async () => {
  await heals(call, async ({ researcher, participant, line }) => {
    const before = await transports(participant.page);
    line.drop();
    await expect(researcher.page.getByText('Reconnecting').first()).toBeAttached();
    await expect(researcher.page.getByText('Reconnecting')).toHaveCount(0);
    expect(await transports(participant.page)).toBe(before);
  });
});

test('what was said on a socket that was just dying is said again on the next one', async () => {
  await heals(call, async ({ researcher, participant, line }) => {
    line.hold();
    await participant.page.keyboard.press('h');
    line.drop();
    line.release();
    await expect(researcher.page.getByRole('listitem').getByText('Hand raised')).toBeAttached();
    await participant.page.keyboard.press('h');
    await expect(researcher.page.getByText('Hand raised')).toHaveCount(0);
  });
});

test('a picture that was offered on a socket that was just dying is offered again on the next one', async () => {
  await heals(call, async ({ researcher, participant, line }) => {
    await researcher.page.getByRole('button', { name: 'Turn camera off' }).click();
    await expect(participant.page.locator('[data-person] video')).toHaveCount(1);
    line.hold();
    await researcher.page.getByRole('button', { name: 'Turn camera on' }).click();
    // By then the Room has offered it, into the void.
    await participant.page.waitForTimeout(2_000);
    line.drop();
    line.release();
    await expect(participant.page.locator('[data-person] video')).toHaveCount(2);
  });
});

test('three seconds without a network are over when it is back', async () => {
  await heals(call, async ({ participant, line }) => {
    await cutMedia(participant.page, 3_000);
    line.hold();
    await participant.page.waitForTimeout(3_000);
    line.release();
  });
});

test('after twelve seconds without a network the same seat is taken again', async () => {
  await heals(call, async ({ researcher, participant, line }) => {
    await cutMedia(participant.page, 12_000);
    line.hold();
    line.drop();
    await expect(researcher.page.getByText('Reconnecting').first()).toBeAttached();
    await expect(participant.page.getByText(/Reconnecting/).first()).toBeVisible();
    await participant.page.waitForTimeout(12_000);
    line.release();
  });
});

test('another network, over which the old connection leads nowhere, is found', async () => {
  await heals(call, async ({ participant, line }) => {
    const before = await transports(participant.page);
    await cutMedia(participant.page);
    line.drop();
    await expect.poll(() => transports(participant.page), { timeout: 30_000 }).toBeGreaterThan(before);
  });
});

test('a laptop that falls asleep is shown as reconnecting, and wakes up in its seat', async () => {
  await heals(call, async ({ researcher, participant, line }) => {
    const chrome = await participant.context.newCDPSession(participant.page);
    await chrome.send('Page.setWebLifecycleState', { state: 'frozen' });
    await cutMedia(participant.page).catch(() => undefined);
    // Its socket is still open on the other side: nobody there hears that it is gone.
    line.hold();
    await expect(researcher.page.getByText('Reconnecting').first()).toBeAttached({ timeout: 40_000 });
    line.drop();
    line.release();
    await chrome.send('Page.setWebLifecycleState', { state: 'active' });
  });
});

test('a microphone and a camera that stop sending without a word are published anew', async () => {
  await heals(call, async ({ participant }) => {
    await participant.page.evaluate(async () => {
      const living = window.peers.findLast((peer) => peer.connectionState === 'connected');
      for (const sender of living?.getSenders() ?? []) if (sender.track) await sender.replaceTrack(null);
    });
  });
});

test('a followed picture that stops without a word is followed anew, over the same connection', async () => {
  await heals(call, async ({ researcher }) => {
    const before = await transports(researcher.page);
    await stallPictures(researcher.page);
    const stands = await decoded(researcher.page);
    await expect
      .poll(async () => (await decoded(researcher.page)).framesDecoded, { timeout: 60_000 })
      .toBeGreaterThan(stands.framesDecoded + 40);
    expect(await transports(researcher.page)).toBe(before);
  });
});
