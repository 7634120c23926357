import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { openMeeting, type Meeting } from './meeting.ts';
import type { MediaStack } from './media-stacks.ts';
import { MEDIA, startMediaStack } from './media-stacks.ts';
import { decoded, type Person } from './people.ts';

/** Between two looks at what has been decoded: a voice that is heard has changed by then. ms */
const LISTEN = 1_000;

/** Of one's own camera with 'audio first', px. */
const SMALLEST_WIDTH = 160;

/** The media port's contract (web/room/media/client.ts): the same for whoever moves the tracks. */
for (const media of MEDIA) {
  test.describe(`with media by ${media}`, () => {
    let stack: MediaStack;
    test.beforeAll(async () => {
      stack = await startMediaStack(media);
    });
    test.afterAll(() => stack.stop());

    test('people see and hear each other, and only what is on: microphone, camera, device, audio first, screen, by a Researcher’s word', async () => {
      const { researcher, participant, close } = await meet(stack);
      const [host, lena] = [researcher.page, participant.page];
      try {
        await Promise.all([host, lena].map(seesAndHears));

        await lena.getByRole('button', { name: 'Turn microphone off' }).click();
        await expect.poll(() => heardMeanwhile(host)).toBe(0);
        await lena.getByRole('button', { name: 'Turn microphone on' }).click();
        await expect.poll(() => heardMeanwhile(host)).toBeGreaterThan(0);

        await chooseFor(host, 'Lena Fischer', 'Turn off microphone');
        await expect(lena.getByRole('button', { name: 'Turn microphone on' })).toBeVisible();
        await expect.poll(() => heardMeanwhile(host)).toBe(0);
        await lena.getByRole('button', { name: 'Turn microphone on' }).click();
        await expect.poll(() => heardMeanwhile(host)).toBeGreaterThan(0);

        await lena.getByRole('button', { name: 'Turn camera off' }).click();
        await expect(pictureOf(host, 'Lena Fischer')).toHaveCount(0);
        await lena.getByRole('button', { name: 'Turn camera on' }).click();
        await expect(pictureOf(host, 'Lena Fischer')).toHaveCount(1);
        await moves(host, 'Lena Fischer');

        await changeCamera(lena);
        await moves(host, 'Lena Fischer');

        await host.getByRole('button', { name: 'View', exact: true }).click();
        await host.getByLabel('Audio first').click();
        await host.keyboard.press('Escape');
        await expect.poll(() => seenMeanwhile(host)).toBe(0);
        await expect.poll(() => heardMeanwhile(host)).toBeGreaterThan(0);
        await expect.poll(() => widthOf(lena, 'Ada Okafor')).toBeLessThanOrEqual(SMALLEST_WIDTH);
        await host.getByRole('button', { name: 'Show cameras' }).click();
        await moves(host, 'Lena Fischer');
        await expect.poll(() => widthOf(lena, 'Ada Okafor')).toBeGreaterThan(SMALLEST_WIDTH);

        await lena.getByRole('button', { name: 'Share your screen' }).click();
        await expect(host.getByRole('region', { name: 'Shared screen' }).locator('video')).toBeVisible();
        await host.getByRole('button', { name: 'Share your screen' }).click();
        await expect(host.getByText('Somebody else is sharing their screen.').first()).toBeVisible();
        await chooseFor(host, 'Lena Fischer', 'Stop sharing');
        await expect(lena.getByRole('button', { name: 'Share your screen' })).toBeVisible();
        await Promise.all([host, lena].map(seesAndHears));
      } finally {
        await close();
      }
    });

    test('who leaves or reloads is gone and may return, who is removed is out, and at the end everybody is', async () => {
      const { meeting, researcher, participant, close } = await meet(stack);
      const guest = await stack.person();
      const host = researcher.page;
      try {
        await participant.page.getByRole('button', { name: 'Leave' }).click();
        await expect(pictureOf(host, 'Lena Fischer')).toHaveCount(0);
        await meeting.comeInAsParticipant(participant);
        await Promise.all([host, participant.page].map(seesAndHears));

        await participant.page.reload();
        await participant.page.getByRole('button', { name: 'Join', exact: true }).click();
        await Promise.all([host, participant.page].map(seesAndHears));

        await guest.page.goto(meeting.guestLink);
        await guest.page.getByLabel('Your name').fill('Grace Guest');
        await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
        await expect.poll(() => moving(guest.page), { timeout: 60_000 }).toBe(2);
        await guest.page.getByRole('button', { name: 'Turn microphone on' }).click();
        await expect.poll(async () => (await decoded(host)).voices).toBeGreaterThanOrEqual(2);
        await chooseFor(host, 'Grace Guest', 'Remove');
        await host.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
        await expect(guest.page.getByText(/removed/i).first()).toBeVisible();
        await expect.poll(() => moving(guest.page)).toBe(0);

        await host.getByRole('button', { name: 'Leave' }).click();
        await host.getByRole('button', { name: 'End meeting for all' }).click();
        await host.getByRole('dialog').getByRole('button', { name: 'End meeting for all' }).click();
        await expect(participant.page.getByText('The session has ended').first()).toBeVisible();
        for (const page of [host, participant.page]) await expect.poll(() => connections(page)).toBe(0);
      } finally {
        await Promise.all([close(), stack.goHome([guest])]);
      }
    });

    test('a page talks to us and to the service only, and nobody else is told the link’s secret', async () => {
      const { meeting, participant, close } = await meet(stack);
      const asked = listenIn(participant.page);
      try {
        const link = await meeting.participantLink();
        await meeting.comeInAsParticipant(participant);
        await seesAndHears(participant.page);
        const secret = link.split('#')[1] ?? '';
        expect(secret.length).toBeGreaterThan(20);
        expect(asked.filter(({ host }) => !stack.isExpected(host))).toEqual([]);
        const beyond = asked.filter(({ host }) => host !== new URL(link).host);
        expect(beyond.filter(({ said }) => said.includes(secret))).toEqual([]);
        expect(participant.page.url()).not.toContain(secret);
      } finally {
        await close();
      }
    });

    test('whose session or token the service no longer accepts gets a new one, and where it accepts none the room says so and goes on', async () => {
      const { researcher, participant, close } = await meet(stack);
      const [host, lena] = [researcher.page, participant.page];
      try {
        await Promise.all([host, lena].map(seesAndHears));
        const made = await connectionsMade(lena);
        await stack.expel(lena);
        await expect.poll(() => connectionsMade(lena), { timeout: 60_000 }).toBeGreaterThan(made);
        await Promise.all([host, lena].map(seesAndHears));

        await stack.deny();
        await expect(lena.getByText('Reconnecting').first()).toBeVisible({ timeout: 60_000 });
        const sentence = /^The video service does not let us in, so there is no picture and no sound/;
        for (const page of [host, lena]) await expect(page.getByText(sentence)).toBeVisible({ timeout: 60_000 });
        await expect(host.getByText(/its key to the video service is no longer accepted/)).toBeVisible();
        await expect(lena.getByText(/its key to the video service/)).toHaveCount(0);
        await lena.getByRole('button', { name: 'Raise your hand' }).click();
        await expect(host.getByText('Lena Fischer raised a hand').first()).toBeAttached();

        await stack.accept();
        for (const page of [host, lena]) await page.getByRole('button', { name: 'Try again' }).click();
        await Promise.all([host, lena].map(seesAndHears));
        await expect(lena.getByText(sentence)).toHaveCount(0);
      } finally {
        await stack.accept();
        await close();
      }
    });

    test('while one’s network is cut or the service is away people are in and told so, and see and hear each other when it is back', async () => {
      const { person: onALine, cut, mend } = await stack.personOnALine();
      const { researcher, participant, close } = await meet(stack, onALine);
      const pages = [researcher.page, participant.page];
      try {
        await Promise.all(pages.map(seesAndHears));
        await cut();
        await expect(participant.page.getByText('Reconnecting').first()).toBeVisible({ timeout: 60_000 });
        await expect.poll(() => heardMeanwhile(researcher.page)).toBe(0);
        await mend();
        await Promise.all(pages.map(seesAndHears));
        await expect(participant.page.getByText('Reconnecting')).toHaveCount(0);

        await stack.stopMedia();
        for (const page of pages) await expect(page.getByText('Reconnecting').first()).toBeVisible({ timeout: 60_000 });
        for (const page of pages) await expect(page.getByRole('button', { name: 'Leave' })).toBeVisible();
        await stack.startMedia();
        await Promise.all(pages.map(seesAndHears));
      } finally {
        await close();
      }
    });
  });
}

interface Asked {
  host: string;
  /** Address, headers and body, unpacked. */
  said: string;
}

/** Everything that leaves this page from now on. */
function listenIn(page: Page): Asked[] {
  const asked: Asked[] = [];
  page.on('request', (request) => {
    const headers = request.headers();
    const body = request.postDataBuffer() ?? Buffer.alloc(0);
    const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const said = `${request.url()}\n${JSON.stringify(headers)}\n${plain.toString('latin1')}`;
    if (!request.url().startsWith('blob:')) asked.push({ host: new URL(request.url()).host, said });
  });
  page.on('websocket', (socket) => {
    const { host } = new URL(socket.url());
    asked.push({ host, said: socket.url() });
    socket.on('framesent', ({ payload }) => asked.push({ host, said: payload.toString('latin1') }));
  });
  return asked;
}

async function meet(
  stack: MediaStack,
  someone?: Person,
): Promise<{
  meeting: Meeting;
  researcher: Person;
  participant: Person;
  close: () => Promise<void>;
}> {
  const [researcher, participant] = await Promise.all([stack.person(), someone ?? stack.person()]);
  const meeting = await openMeeting({ recordingPolicy: 'off' });
  await meeting.comeInAsResearcher(researcher);
  await meeting.comeInAsParticipant(participant);
  await expect.poll(() => moving(researcher.page), { timeout: 60_000 }).toBe(1);
  return { meeting, researcher, participant, close: () => stack.goHome([researcher, participant]) };
}

const pictureOf = (page: Page, name: string) => page.locator('[data-person]', { hasText: name }).locator('video');
/** Of the picture as it comes, px. */
const widthOf = (page: Page, name: string) =>
  pictureOf(page, name).evaluate((video: HTMLVideoElement) => video.videoWidth);

/** How many of the others' pictures stand in the room and move. */
function moving(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const others = [...document.querySelectorAll<HTMLVideoElement>('[data-person] video')].filter(
      (video) => !video.closest('[data-person]')?.textContent?.includes('You'),
    );
    const before = others.map((video) => video.getVideoPlaybackQuality().totalVideoFrames);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return others.filter((video, index) => video.getVideoPlaybackQuality().totalVideoFrames > (before[index] ?? 0))
      .length;
  });
}

async function moves(page: Page, name: string): Promise<void> {
  const frames = () =>
    pictureOf(page, name).evaluate((video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames);
  const before = await frames();
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThan(before + 10);
}

async function seesAndHears(page: Page): Promise<void> {
  await expect.poll(() => moving(page), { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(() => heardMeanwhile(page), { timeout: 60_000 }).toBeGreaterThan(0);
}

/** Sound of others that has come in during the last second. */
async function heardMeanwhile(page: Page): Promise<number> {
  const before = await decoded(page);
  await page.waitForTimeout(LISTEN);
  return Math.max(0, (await decoded(page)).audioEnergy - before.audioEnergy);
}

/** Bytes of others' pictures that have come in during the last second, shown or not. */
async function seenMeanwhile(page: Page): Promise<number> {
  const before = await pictureBytes(page);
  await page.waitForTimeout(LISTEN);
  return Math.max(0, (await pictureBytes(page)) - before);
}

const pictureBytes = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let bytes = 0;
    for (const peer of window.peers.filter(({ connectionState }) => connectionState === 'connected')) {
      for (const report of (await peer.getStats()).values() as IterableIterator<Record<string, number | string>>) {
        if (report['type'] === 'inbound-rtp' && report['kind'] === 'video') bytes += Number(report['bytesReceived']);
      }
    }
    return bytes;
  });

const connectionsMade = (page: Page): Promise<number> => page.evaluate(() => window.peers.length);

const connections = (page: Page): Promise<number> =>
  page.evaluate(() => window.peers.filter((peer) => peer.connectionState === 'connected').length);

async function chooseFor(page: Page, name: string, what: string): Promise<void> {
  await page.locator('[data-person]', { hasText: name }).hover();
  await page
    .getByRole('button', { name: `More for ${name}` })
    .first()
    .click();
  await page.getByRole('button', { name: what, exact: true }).first().click();
}

async function changeCamera(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Devices' }).first().click();
  // Chromium's second fake camera measures depth: no picture comes of it.
  await page.getByLabel('Camera', { exact: true }).selectOption('fake_device_2');
  await page.keyboard.press('Escape');
}
