import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { KitSite } from './realtimekit/site.ts';
import { startKitSite } from './realtimekit/site.ts';

type Entered = Awaited<ReturnType<KitSite['enter']>>;

/** Two people who have joined by Cloudflare's own client, each in a browser of their own. */
async function withPair(
  run: (pair: { site: KitSite; ada: Entered; ben: Entered }) => Promise<void>,
  options: Parameters<typeof startKitSite>[0] = {},
): Promise<void> {
  const site = await startKitSite(options);
  try {
    const [ada, ben] = await Promise.all([site.enter('Ada B'), site.enter('Ben C')]);
    await run({ site, ada, ben });
  } finally {
    await site.stop();
  }
}

async function expectPicture(page: Page, of: string, what: 'camera' | 'screen' = 'camera'): Promise<void> {
  const frames = () => page.evaluate(([name, kind]) => window.kit.frames(name, kind), [of, what] as const);
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before + 5);
}

async function expectSound(page: Page, of: string): Promise<void> {
  await expect.poll(() => page.evaluate((name) => window.kit.loudness(name), of)).toBeGreaterThan(0.01);
}

const others = ({ page }: Entered) => page.evaluate(() => window.kit.others());
const roomState = ({ page }: Entered) => page.evaluate(() => window.kit.meeting?.self.roomState);

test('two unmodified clients see and hear each other, mute, share, and are shown that they are recorded', async () => {
  await withPair(async ({ site, ada, ben }) => {
    await expectPicture(ada.page, 'Ben C');
    await expectPicture(ben.page, 'Ada B');
    await expectSound(ben.page, 'Ada B');

    await ada.page.evaluate(() => window.kit.meeting?.self.disableVideo());
    await expect.poll(() => others(ben)).toEqual([['Ada B', true, false, false]]);
    await ada.page.evaluate(() => window.kit.meeting?.self.enableVideo());
    await expectPicture(ben.page, 'Ada B');

    await ben.page.evaluate(() => window.kit.meeting?.participants.joined.toArray()[0]?.disableAudio());
    await expect.poll(() => ada.page.evaluate(() => window.kit.meeting?.self.audioEnabled)).toBe(false);
    await expect.poll(() => others(ben)).toEqual([['Ada B', false, true, false]]);
    await ada.page.evaluate(() => window.kit.meeting?.self.enableAudio());
    await expectSound(ben.page, 'Ada B');

    await ada.page.evaluate(() => window.kit.meeting?.self.enableScreenShare());
    await expectPicture(ben.page, 'Ada B', 'screen');
    await ada.page.evaluate(() => window.kit.meeting?.self.disableScreenShare());
    await expect.poll(() => others(ben)).toEqual([['Ada B', true, true, false]]);

    const recordingState = () => ben.page.evaluate(() => window.kit.meeting?.recording.recordingState);
    const { data } = await site.standin.call('POST', `${site.app}/recordings`, { meeting_id: site.meeting });
    await expect.poll(recordingState).toBe('RECORDING');
    await site.standin.call('PUT', `${site.app}/recordings/${String(data['id'])}`, { action: 'stop' });
    await expect.poll(recordingState).toBe('IDLE');
  });
});

for (const [who, lostAfter] of [
  ['comes back into its place', 30_000],
  ['comes back when the others were told that it left', 1],
] as const) {
  test(`a client whose socket is lost ${who}, and both see each other again`, async () => {
    await withPair(
      async ({ site, ada, ben }) => {
        await expectPicture(ben.page, 'Ada B');
        await ben.page.evaluate(() => {
          window.kit.meeting?.participants.joined.on('participantLeft', ({ name }) => {
            document.title = `${name} left`;
          });
        });
        await site.standin.control(`cut_sockets?peer=${ada.peer}`);
        const socket = () => ada.page.evaluate(() => window.kit.meeting?.meta.socketState.state);
        await expect.poll(socket).not.toBe('connected');
        await expect.poll(socket).toBe('connected');
        await expect.poll(() => roomState(ada)).toBe('joined');
        await expectPicture(ben.page, 'Ada B');
        await expectPicture(ada.page, 'Ben C');
        expect(await others(ben)).toHaveLength(1);
        expect(await ben.page.title()).toBe(lostAfter === 1 ? 'Ada B left' : 'Test');
      },
      { lostAfter },
    );
  });
}

test('who is kicked, deleted or sent out with all others hears it, and the deleted one cannot come back', async () => {
  await withPair(async ({ site, ada, ben }) => {
    const { call } = site.standin;
    const path = `${site.app}/meetings/${site.meeting}`;
    await call('DELETE', `${path}/participants/${ada.participant}`);
    await call('POST', `${path}/active-session/kick`, { participant_ids: [ada.participant] });
    await expect.poll(() => roomState(ada)).toBe('kicked');
    await expect.poll(() => others(ben)).toEqual([]);
    await expect(ada.page.evaluate((token) => window.kit.join(...token), ada.token)).rejects.toThrow('404');

    await ben.page.evaluate(() => window.kit.meeting?.leave());
    await expect
      .poll(async () => (await call('GET', `${path}/active-session`)).data)
      .toMatchObject({ live_participants: 0 });
    const back = await site.enter('Cam D');
    expect((await call('POST', `${path}/active-session/kick-all`)).data).toMatchObject({
      kicked_participants_count: 1,
    });
    await expect.poll(() => roomState(back)).toBe('ended');
  });
});
