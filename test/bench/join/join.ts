import { gzipSync } from 'node:zlib';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { openWorkspace } from '../../../dev/seed/demo.ts';
import { buildSite } from '../../../dev/stack/build.ts';
import { startOwnStack } from '../../harness/own-stack.ts';
import { CHROMIUM_ARGS } from '../../../playwright.config.ts';
import { startSite } from '../../e2e/realtime/site.ts';
import { treeCpuSeconds } from '../cpu.ts';
import type { Metric } from '../results.ts';
import { median } from '../results.ts';
import { watchJoin } from './watch.ts';

const RUNS = 10;
/** A person reads the pre-join page before the click; the transport connects meanwhile. */
const READING_MS = 1_000;

interface Run {
  readyMs: number;
  clickToFrameMs: number;
  cpuSeconds: number;
  linkPageBytes: number;
  allBytes: number;
}

/**
 * A Guest opens the link, reads, clicks 'Join' and sees the Participant's first frame. One browser process per person. In turns
 * with a bare page on the same stand-in code, which is the limit: on a noisy machine only the ratio of the two means something.
 */
export async function measure(): Promise<Metric[]> {
  await buildSite();
  const stack = await startOwnStack({ ports: { app: 9887, mailbox: 9888, realtime: 29888 } });
  const site = await startSite('test/bench/join/bare-page.ts');
  const publishers: Browser[] = [];
  try {
    const demo = await openWorkspace(stack, stack.state);
    const [participant, barePublisher] = [await open(demo.participantLink), await open(`${site.origin}/#publish`)];
    publishers.push(participant.browser, barePublisher.browser);
    await participant.page.getByRole('checkbox', { name: /agree/i }).check();
    await participant.page.getByRole('button', { name: 'Join', exact: true }).click();
    await participant.page.getByRole('button', { name: 'Leave' }).waitFor();
    const publishes = barePublisher.page.locator('body[data-publishes]');
    await publishes.waitFor({ state: 'attached' });
    const bareLink = `${site.origin}/#${await publishes.getAttribute('data-publishes')}`;
    const [runs, bare]: [Run[], Run[]] = [[], []];
    for (let i = 0; i < RUNS; i++) {
      runs.push(await comeIn(demo.guestLink, (page) => page.getByLabel(/your name/i).fill('Grace')));
      bare.push(await comeIn(bareLink));
      console.log(`  run ${i + 1}: ${show(runs.at(-1))}; bare page: ${show(bare.at(-1))}`);
    }
    return metrics(runs, bare);
  } finally {
    await Promise.all(publishers.map((browser) => browser.close()));
    await site.stop();
    await stack.stop();
  }
}

function metrics(runs: Run[], bare: Run[]): Metric[] {
  const total = (run: Run) => run.readyMs + run.clickToFrameMs;
  const middle = (of: Run[], value: (run: Run) => number) => median(of.map(value));
  return [
    { name: 'join.ready_ms', value: middle(runs, (run) => run.readyMs), unit: 'ms' },
    { name: 'join.click_to_frame_ms', value: middle(runs, (run) => run.clickToFrameMs), unit: 'ms' },
    { name: 'join.total_ms', value: middle(runs, total), unit: 'ms' },
    { name: 'join.cpu_s', value: middle(runs, (run) => run.cpuSeconds), unit: 's' },
    { name: 'join.link_page_gzip_bytes', value: middle(runs, (run) => run.linkPageBytes), unit: 'bytes' },
    { name: 'join.all_gzip_bytes', value: middle(runs, (run) => run.allBytes), unit: 'bytes' },
    { name: 'join.bare_click_to_frame_ms', value: middle(bare, (run) => run.clickToFrameMs), unit: 'ms' },
    { name: 'join.bare_total_ms', value: middle(bare, total), unit: 'ms' },
    { name: 'join.bare_cpu_s', value: middle(bare, (run) => run.cpuSeconds), unit: 's' },
  ];
}

function show(run: Run | undefined): string {
  return `ready ${run?.readyMs.toFixed(0)} ms, click to frame ${run?.clickToFrameMs.toFixed(0)} ms, ${run?.cpuSeconds.toFixed(2)} CPU-s`;
}

async function open(link: string): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  const page = await (await browser.newContext({ permissions: ['camera', 'microphone'] })).newPage();
  await page.goto(link);
  return { browser, page };
}

async function comeIn(link: string, prepare?: (page: Page) => Promise<void>): Promise<Run> {
  const server = await chromium.launchServer({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    const page = await (await browser.newContext()).newPage();
    const loaded: { at: number; bytes: () => Promise<number> }[] = [];
    page.on('response', (response) => {
      if (!['document', 'script', 'stylesheet'].includes(response.request().resourceType())) return;
      loaded.push({ at: performance.now(), bytes: async () => gzipSync(await response.body()).length });
    });
    await page.addInitScript(watchJoin);
    await page.goto('about:blank');
    const pid = server.process().pid ?? 0;
    const cpuBefore = treeCpuSeconds(pid);
    await page.goto(link, { waitUntil: 'commit' });
    const readyMs = await page.evaluate(() => window.joinBench.ready);
    const readyAt = performance.now();
    await prepare?.(page);
    await page.waitForTimeout(READING_MS);
    const clickToFrameMs = await page.evaluate(() => window.joinBench.join());
    const cpuSeconds = treeCpuSeconds(pid) - cpuBefore;
    const bytes = await Promise.all(loaded.map(async (file) => ({ at: file.at, bytes: await file.bytes() })));
    const sum = (files: typeof bytes) => files.reduce((total, file) => total + file.bytes, 0);
    return {
      readyMs,
      clickToFrameMs,
      cpuSeconds,
      linkPageBytes: sum(bytes.filter((file) => file.at <= readyAt)),
      allBytes: sum(bytes),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
