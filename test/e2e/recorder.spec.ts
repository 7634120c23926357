import { expect, test as base, type BrowserContext, type Page } from '@playwright/test';
import { treeCpuSeconds } from '../bench/cpu.ts';
import { median } from '../bench/results.ts';
import { openOwnBrowser } from '../harness/own-browser.ts';
import { readMp4 } from './mp4.ts';
import { buildHarness } from './recorder/build.ts';
import { gaps, readPictures } from './recorder/read.ts';
import { openReceiver, type Receiver } from './recorder/server.ts';

const test = base.extend<{ receiver: Receiver; desk: BrowserContext }, { folder: string }>({
  folder: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
    async ({}, hand) => {
      const built = await buildHarness();
      await hand(built.folder);
      await built.remove();
    },
    { scope: 'worker' },
  ],
  receiver: async ({ folder }, hand) => {
    const receiver = await openReceiver(folder);
    await hand(receiver);
    await receiver.close();
  },
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  desk: async ({}, hand) => {
    const browser = await openOwnBrowser();
    await hand(browser.context);
    await browser.close();
  },
});

/** A hidden page's timers fire once a second: who goes by them stands still for that long, each time. s */
const HELD_BACK = 0.9;

/** Opens the harness with one click on it, as a room's page has had one. */
async function open(page: Page, receiver: Receiver): Promise<void> {
  await page.goto(receiver.origin);
  await page.locator('#wake').click();
}

const told = (page: Page) => page.evaluate(() => window.harness.told);
const waiting = (page: Page) => page.evaluate(() => window.harness.waiting('session'));
const landed = (receiver: Receiver) => [...(receiver.segments.get('rec/0')?.keys() ?? [])].sort((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Flashes and beeps of a busy page are this exact, ms. */
const SHIFTED_BY = 75;

async function record(page: Page): Promise<void> {
  await page.evaluate(() => window.harness.start('session', 'rec', 0));
}

async function stop(page: Page): Promise<number> {
  return (await page.evaluate(() => window.harness.stop()))?.fragments ?? 0;
}

test('three tiles and their voices become one mp4, picture and sound in step', async ({ page, receiver }) => {
  await open(page, receiver);
  expect(await page.evaluate(() => window.harness.canRecord())).toBe(true);
  await record(page);
  const cpuBefore = process.platform === 'linux' ? treeCpuSeconds(process.pid) : 0;
  await page.waitForTimeout(8_000);
  const cpu = process.platform === 'linux' ? (treeCpuSeconds(process.pid) - cpuBefore) / 8 : NaN;
  await page.evaluate(() => window.harness.share());
  await page.waitForTimeout(2_000);
  await page.evaluate(() => window.harness.unshare());
  await page.evaluate(() => window.harness.hush());
  await page.waitForTimeout(3_000);
  const fragments = await stop(page);

  expect((await told(page)).failed).toEqual([]);
  expect(landed(receiver)).toEqual(upTo(fragments));
  expect(fragments).toBeGreaterThanOrEqual(6);
  const bytes = new Uint8Array(receiver.whole('rec/0'));
  const facts = await readMp4(bytes);
  expect(facts).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', width: 1280, height: 720 });
  expect(facts).toMatchObject({ sampleRate: 48_000, channels: 2 });
  expect(facts.boxes).toEqual(['ftyp', 'moov', ...upTo(fragments - 1).flatMap(() => ['moof', 'mdat'])]);
  expect(Math.abs(facts.videoSeconds - facts.audioSeconds)).toBeLessThan(0.3);
  expect(facts.audioSeconds).toBeGreaterThan(10);

  const pictures = await readPictures(bytes);
  expect(pictures.keys[0]).toBe(pictures.all[0]);
  expect(gaps(pictures.all).every((gap) => gap > 0)).toBe(true);
  expect(Math.abs(median(gaps(pictures.keys)) - 1)).toBeLessThan(0.2);

  const { looks, loudness } = await page.evaluate(() => window.harness.lookAt('/whole/rec/0', [1, 4, 7, 9, 11]));
  expect(looks).toHaveLength(5);
  for (const look of looks) {
    expect(look.mean).toBeGreaterThan(15);
    expect(look.spread).toBeGreaterThan(8);
  }
  expect(Math.max(...loudness.slice(2, 8))).toBeGreaterThan(0.02);
  expect(Math.max(...loudness.slice(11, 12))).toBeLessThan(0.001);

  const shown = await page.evaluate(() => window.harness.compositions('/whole/rec/0', [7, 9, 11]));
  for (const { tile, letters } of shown) {
    // A name of ten letters, at the tile's lower left.
    expect(letters.width).toBeGreaterThan(60);
    expect(letters.width).toBeLessThan(130);
    expect(letters.height).toBeLessThan(25);
    expect(letters.x - tile.x).toBeLessThan(40);
  }
  const [before, shared, after] = shown;
  expect(before?.share).toBeCloseTo(0.23, 1);
  expect(shared?.share).toBeGreaterThan(0.6);
  expect(shared?.tile.width).toBeGreaterThan(1_000);
  expect(after?.tile).toEqual(before?.tile);

  const sync = (await page.evaluate(() => window.harness.measureSync('/whole/rec/0'))).sort((a, b) => a - b);
  const paces = await page.evaluate(() => window.harness.paces());
  console.log(
    `recorder: ${Math.round(cpu * 100)} % of a core for the whole browser, pictures a second ${paces.join(' ')}`,
  );
  console.log(`recorder: picture minus sound ${sync[0]} to ${sync.at(-1)} ms over ${sync.length} flashes`);
});

test('a voice that comes too early is held back, and one that comes too late is brought forward', async ({
  page,
  receiver,
}) => {
  await open(page, receiver);
  await record(page);
  await page.waitForTimeout(6_000);
  await page.evaluate(() => window.harness.lag(-300));
  await page.waitForTimeout(6_000);
  await page.evaluate(() => window.harness.lag(100));
  await page.waitForTimeout(5_000);
  await stop(page);
  const offsets = await page.evaluate(() => window.harness.measureSync('/whole/rec/0'));
  console.log(`recorder: picture minus sound ${offsets.join(' ')} ms`);
  const atFirst = median(offsets.slice(1, 5));
  const near = (shift: number) => offsets.filter((offset) => Math.abs(offset - atFirst - shift) < SHIFTED_BY);
  expect(near(-300).length).toBeGreaterThanOrEqual(3);
  expect(near(100).length).toBeGreaterThanOrEqual(3);
});

test('a recorder whose tab is behind another goes on, with new pictures and without a gap in the sound', async ({
  desk,
  receiver,
}) => {
  const page = await desk.newPage();
  await open(page, receiver);
  await record(page);
  await page.evaluate(() => window.harness.hum());
  const began = Date.now();
  await page.waitForTimeout(4_000);
  const other = await desk.newPage();
  await other.bringToFront();
  await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('hidden');
  const from = (Date.now() - began) / 1_000 + 1;
  await page.waitForTimeout(10_000);
  const to = (Date.now() - began) / 1_000 - 1;
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  await page.bringToFront();
  const fragments = await stop(page);

  expect((await told(page)).failed).toEqual([]);
  expect(landed(receiver)).toEqual(upTo(fragments));
  const longest = await page.evaluate(([from, to]) => window.harness.standstills('/whole/rec/0', from, to), [
    from,
    to,
  ] as const);
  console.log(
    `recorder: behind another tab the tiles stood still for ${longest.pictures.join(' ')} s, silence ${longest.silence} s`,
  );
  for (const still of longest.pictures) expect(still).toBeLessThan(HELD_BACK);
  expect(longest.silence).toBeLessThan(HELD_BACK);
});

test('a server in trouble for a while loses nothing', async ({ page, receiver }) => {
  await open(page, receiver);
  receiver.refuseWith = 'unavailable';
  await record(page);
  await expect.poll(() => waiting(page)).toBeGreaterThanOrEqual(3);
  receiver.refuseWith = 'too_many_tries';
  await page.waitForTimeout(2_000);
  receiver.refuseWith = null;
  const fragments = await stop(page);

  expect(receiver.answered.get(503)).toBeGreaterThan(0);
  expect(landed(receiver)).toEqual(upTo(fragments));
  expect(await waiting(page)).toBe(0);
  expect(await told(page)).toMatchObject({ pending: 0, failed: [] });
  const facts = await readMp4(new Uint8Array(receiver.whole('rec/0')));
  expect(Math.abs(facts.videoSeconds - facts.audioSeconds)).toBeLessThan(0.3);
});

test('a browser whose storage is full records on, says so once, and loses nothing while its page lives', async ({
  page,
  receiver,
}) => {
  await open(page, receiver);
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: receiver.origin, quotaSize: 1 });
  receiver.refuseWith = 'unavailable';
  await record(page);
  await expect.poll(async () => (await told(page)).unspooled).toBe(1);
  await page.waitForTimeout(3_000);
  receiver.refuseWith = null;
  const fragments = await stop(page);
  expect(landed(receiver)).toEqual(upTo(fragments));
  expect(await told(page)).toMatchObject({ pending: 0, unspooled: 1, failed: [] });
});

test('a browser whose storage does not even open records all the same', async ({ page, receiver }) => {
  await open(page, receiver);
  await page.route('**/mux.worker*.js', async (route) => {
    const script = await route.fetch();
    const broken = `indexedDB.open = () => { throw new DOMException('No space left on the disk', 'UnknownError'); };`;
    await route.fulfill({ response: script, body: `${broken}\n${await script.text()}` });
  });
  await record(page);
  await expect.poll(() => landed(receiver).length).toBeGreaterThan(2);
  const fragments = await stop(page);
  expect(landed(receiver)).toEqual(upTo(fragments));
  expect(await told(page)).toMatchObject({ unspooled: 1, failed: [] });
});

test('a piece whose answer never comes is sent again once others have overtaken it', async ({ page, receiver }) => {
  await open(page, receiver);
  receiver.swallow = 2;
  await record(page);
  await expect.poll(() => landed(receiver), { timeout: 60_000 }).toContain(2);
  // By giving up waiting it would have come after twenty others.
  expect(Math.max(...landed(receiver))).toBeLessThan(15);
  const fragments = await stop(page);
  expect(landed(receiver)).toEqual(upTo(fragments));
});

test('a page that is reloaded in the middle sends again what it had spooled', async ({ page, receiver }) => {
  await open(page, receiver);
  receiver.refuseWith = 'unavailable';
  await record(page);
  await expect.poll(() => waiting(page)).toBeGreaterThanOrEqual(4);
  await page.reload();
  const spooled = await waiting(page);
  expect(spooled).toBeGreaterThanOrEqual(4);
  receiver.refuseWith = null;

  const resumed = await page.evaluate(() => window.harness.resumeSpool('session'));
  expect(resumed).toEqual({ found: spooled - 1, recovered: spooled - 1, refused: null, left: 0 });
  expect(receiver.noMore).toEqual(['rec/0']);
  expect(landed(receiver)).toEqual(upTo(spooled));
  const facts = await readMp4(new Uint8Array(receiver.whole('rec/0')));
  // All but the head are a second each.
  expect(facts.videoSeconds).toBeGreaterThan(spooled - 2);
});

test('two pages of a browser do not send the segment that one of them records', async ({ page, receiver }) => {
  await open(page, receiver);
  receiver.refuseWith = 'unavailable';
  await record(page);
  await expect.poll(() => waiting(page)).toBeGreaterThanOrEqual(2);
  const { left } = await page.evaluate(() => window.harness.resumeSpool('session'));
  expect(left).toBeGreaterThanOrEqual(2);
  expect(receiver.noMore).toEqual([]);
  receiver.refuseWith = null;
  await stop(page);
  expect(receiver.again).toBe(0);
});

test('a piece refused for good is reported once with the reason, and stays in the browser for a server that takes it', async ({
  page,
  receiver,
}) => {
  await open(page, receiver);
  receiver.refuseWith = 'not_allowed';
  await record(page);
  await expect.poll(async () => (await told(page)).failed).toEqual(['Your role in this room does not allow that.']);
  await stop(page);
  const left = await waiting(page);
  expect(left).toBeGreaterThanOrEqual(2);
  const resume = () => page.evaluate(() => window.harness.resumeSpool('session'));
  const refused = 'Your role in this room does not allow that.';
  expect(await resume()).toEqual({ found: left - 1, recovered: 0, refused, left });
  expect(await resume()).toEqual({ found: 0, recovered: 0, refused: null, left });
  expect(receiver.noMore).toEqual([]);
  receiver.refuseWith = null;
  expect(await resume()).toEqual({ found: left - 1, recovered: left - 1, refused: null, left: 0 });
});

test('a recording that is over is dropped from the browser and reported', async ({ page, receiver }) => {
  await open(page, receiver);
  receiver.refuseWith = 'recording_over';
  await record(page);
  await expect.poll(async () => (await told(page)).failed).toEqual(['This recording is already finished.']);
  await stop(page);
  expect(await waiting(page)).toBe(0);
});
