import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';
import { buildSite } from '../../dev/stack/build.ts';
import type { Stack } from '../../dev/stack/stack.ts';
import { startStack } from '../../dev/stack/stack.ts';
import { openWorkspace } from '../../dev/seed/demo.ts';
import { treeCpuSeconds } from './cpu.ts';
import type { Metric } from './results.ts';
import { median } from './results.ts';

const RUNS = 10;
/** A person reads the pre-join page before the click; the transport connects meanwhile. */
const READING_MS = 1_000;
const FIRST_FRAME_PATIENCE = 20_000;

interface Run {
  readyMs: number;
  clickToFrameMs: number;
  cpuSeconds: number;
  linkPageBytes: number;
  allBytes: number;
}

/** A Guest opens the link, reads, clicks 'Join' and sees the Participant's first frame. One browser process per person. */
export async function measure(): Promise<Metric[]> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-bench-'));
  await buildSite();
  const stack = await startStack({
    state,
    secrets: join(state, 'secrets.env'),
    ports: { app: 9887, mailbox: 9888, realtime: 29888 },
  });
  let publisher: Browser | undefined;
  try {
    const demo = await openWorkspace(stack, state);
    publisher = await joinAsParticipant(demo.participantLink);
    const runs: Run[] = [];
    for (let i = 0; i < RUNS; i++) {
      const run = await joinAsGuest(demo.guestLink, stack);
      console.log(
        `  run ${i + 1}: ready ${run.readyMs.toFixed(0)} ms, click to frame ${run.clickToFrameMs.toFixed(0)} ms, ${run.cpuSeconds} CPU-s`,
      );
      runs.push(run);
    }
    const middle = (of: (run: Run) => number) => median(runs.map(of));
    return [
      { name: 'join.ready_ms', value: middle((run) => run.readyMs), unit: 'ms' },
      { name: 'join.click_to_frame_ms', value: middle((run) => run.clickToFrameMs), unit: 'ms' },
      { name: 'join.total_ms', value: middle((run) => run.readyMs + run.clickToFrameMs), unit: 'ms' },
      { name: 'join.cpu_s', value: middle((run) => run.cpuSeconds), unit: 's' },
      { name: 'join.link_page_gzip_bytes', value: middle((run) => run.linkPageBytes), unit: 'bytes' },
      { name: 'join.all_gzip_bytes', value: middle((run) => run.allBytes), unit: 'bytes' },
    ];
  } finally {
    await publisher?.close();
    await stack.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: CHROMIUM_ARGS });
}

async function joinAsParticipant(link: string): Promise<Browser> {
  const browser = await launch();
  const page = await (await browser.newContext({ permissions: ['camera', 'microphone'] })).newPage();
  await page.goto(link);
  await page.getByRole('checkbox', { name: /agree/i }).check();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave' }).waitFor();
  return browser;
}

async function joinAsGuest(link: string, stack: Stack): Promise<Run> {
  const server = await chromium.launchServer({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    const page = await (await browser.newContext()).newPage();
    const loaded: { at: number; bytes: Promise<number> }[] = [];
    page.on('response', (response) => {
      const type = response.request().resourceType();
      if (!['document', 'script', 'stylesheet'].includes(type) || !response.url().startsWith(stack.origin)) return;
      loaded.push({ at: performance.now(), bytes: response.body().then((body) => gzipSync(body).length) });
    });
    await page.addInitScript(watchJoin);
    await page.goto('about:blank');
    const pid = server.process().pid ?? 0;
    const cpuBefore = treeCpuSeconds(pid);
    await page.goto(link, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.joinBench.ready !== null);
    const readyAt = performance.now();
    await page.getByLabel(/your name/i).fill('Grace');
    await page.waitForTimeout(READING_MS);
    await page.evaluate(() => window.joinBench.click());
    await page.waitForFunction(() => window.joinBench.frame !== null, undefined, { timeout: FIRST_FRAME_PATIENCE });
    const cpuSeconds = treeCpuSeconds(pid) - cpuBefore;
    const { ready, clicked, frame } = await page.evaluate(() => ({ ...window.joinBench }));
    const bytes = await Promise.all(loaded.map(async (file) => ({ at: file.at, bytes: await file.bytes })));
    const sum = (files: typeof bytes) => files.reduce((total, file) => total + file.bytes, 0);
    return {
      readyMs: ready ?? NaN,
      clickToFrameMs: (frame ?? NaN) - (clicked ?? NaN),
      cpuSeconds,
      linkPageBytes: sum(bytes.filter((file) => file.at <= readyAt)),
      allBytes: sum(bytes),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

declare global {
  interface Window {
    joinBench: { ready: number | null; clicked: number | null; frame: number | null; click: () => void };
  }
}

/** In the page: when 'Join' first works, when it is clicked, when the first remote frame is on the screen. ms since navigation. */
function watchJoin(): void {
  const joinButton = () =>
    [...document.querySelectorAll('button')].find((button) => button.textContent?.trim() === 'Join');
  const bench: Window['joinBench'] = {
    ready: null,
    clicked: null,
    frame: null,
    click() {
      bench.clicked = performance.now();
      joinButton()?.click();
    },
  };
  window.joinBench = bench;
  const look = () => {
    const button = joinButton();
    if (
      bench.ready === null &&
      button &&
      !button.hidden &&
      !button.disabled &&
      button.getAttribute('aria-disabled') !== 'true'
    )
      bench.ready = performance.now();
    if (bench.clicked !== null) {
      for (const video of document.querySelectorAll<HTMLVideoElement & { watched?: boolean }>('video')) {
        if (video.watched) continue;
        video.watched = true;
        video.requestVideoFrameCallback(() => (bench.frame ??= performance.now()));
      }
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
}
