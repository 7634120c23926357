import type { BrowserServer, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { openWorkspace } from '../../dev/seed/demo.ts';
import { buildSite } from '../../dev/stack/build.ts';
import { startOwnStack } from '../harness/own-stack.ts';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';
import { treeCpuSeconds } from './cpu.ts';
import type { Metric } from './results.ts';
import { median } from './results.ts';

/** The layers have settled and everything lazy is loaded by then, ms. */
const SETTLE_MS = 15_000;
const MEASURED_MS = 15_000;
const RUNS = 3;
/** Tiles of three in it are a little over 300 px high: the cameras come in 640x360. */
const VIEWPORT = { width: 1280, height: 800 };

interface Browsing {
  server: BrowserServer;
  page: Page;
}

/**
 * CPU of the third browser in a room of three, all with camera and microphone, as a share of one core: network, decoding two
 * cameras, encoding its own in three layers, and drawing, all in software. Nobody is a Researcher, so nobody records.
 */
export async function measure(): Promise<Metric[]> {
  await buildSite();
  const stack = await startOwnStack({ ports: { app: 9987, mailbox: 9988, realtime: 29988 } });
  const browsers: Browsing[] = [];
  const open = async (link: string) => {
    const browsing = await openBrowser(link);
    browsers.push(browsing);
    return browsing;
  };
  try {
    const demo = await openWorkspace(stack, stack.state);
    const participant = await open(demo.participantLink);
    await participant.page.getByRole('checkbox', { name: /agree/i }).check();
    await comeIn(participant.page);
    await comeInAsGuest((await open(demo.guestLink)).page, 'Grace');
    const third = await open(demo.guestLink);
    await comeInAsGuest(third.page, 'Hugo');
    await third.page.waitForTimeout(SETTLE_MS);
    const heights = await third.page
      .locator('[data-person] video')
      .evaluateAll((all) => all.map((video) => (video instanceof HTMLVideoElement ? video.videoHeight : 0)));
    console.log(`  pictures of ${heights.join(', ')} lines`);
    const shares: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const before = treeCpuSeconds(third.server.process().pid ?? 0);
      const began = performance.now();
      await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
      const spent = treeCpuSeconds(third.server.process().pid ?? 0) - before;
      shares.push((spent / ((performance.now() - began) / 1000)) * 100);
      console.log(`  run ${run + 1}: ${shares.at(-1)?.toFixed(1)} % of a core`);
    }
    return [{ name: 'room.cpu_percent', value: median(shares), unit: 'percent' }];
  } finally {
    for (const { server } of browsers) await server.close();
    await stack.stop();
  }
}

async function openBrowser(link: string): Promise<Browsing> {
  const server = await chromium.launchServer({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], viewport: VIEWPORT });
  const page = await context.newPage();
  await page.goto(link);
  return { server, page };
}

async function comeInAsGuest(page: Page, name: string): Promise<void> {
  await page.getByLabel(/your name/i).fill(name);
  await comeIn(page);
  await page.getByRole('button', { name: 'Turn camera on' }).click();
  await page.getByRole('button', { name: 'Turn microphone on' }).click();
}

async function comeIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
}
