import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../../playwright.config.ts';
import { median } from '../results.ts';

/** All over the file, and to its very end. */
const SEEKS = 40;

interface Cookie {
  name: string;
  value: string;
  path: string;
}

/** The longest that Chromium takes from setting the time to showing the picture there, ms. */
export async function slowestSeek(origin: string, url: string, cookies: Cookie[]): Promise<number> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  try {
    const context = await browser.newContext();
    const { hostname } = new URL(origin);
    await context.addCookies(cookies.map(({ name, value, path }) => ({ name, value, path, domain: hostname })));
    const page = await context.newPage();
    const blank = `${origin}/blank`;
    await page.route(blank, (route) => route.fulfill({ contentType: 'text/html', body: '<video muted></video>' }));
    await page.goto(blank);
    const { loadedMs, took } = await page.evaluate(seekAround, { url, seeks: SEEKS });
    const slowest = took.reduce((one, other) => (other.ms > one.ms ? other : one));
    const middle = median(took.map(({ ms }) => ms));
    console.log(
      `  Chromium: index after ${loadedMs.toFixed(0)} ms; of ${SEEKS} seeks the slowest ${slowest.ms.toFixed(0)} ms to ${slowest.to.toFixed(0)} s, median ${middle.toFixed(0)} ms`,
    );
    return slowest.ms;
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function seekAround({ url, seeks }: { url: string; seeks: number }) {
  const video = document.querySelector('video');
  if (!video) throw new Error('There is no player.');
  const began = performance.now();
  video.src = url;
  await new Promise((resolve, reject) => {
    video.addEventListener('loadeddata', resolve);
    video.addEventListener('error', () => reject(new Error(video.error?.message)));
  });
  const loadedMs = performance.now() - began;
  const took: { ms: number; to: number }[] = [];
  for (let i = 0; i < seeks; i++) {
    // The golden ratio spreads the places evenly, none near the one before.
    const to = i === 0 ? video.duration - 0.5 : ((i * 0.618_034) % 1) * video.duration;
    const from = performance.now();
    video.currentTime = to;
    await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    took.push({ ms: performance.now() - from, to });
  }
  return { loadedMs, took };
}
