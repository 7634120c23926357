import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import { run, waitFor, type Running } from '../../dev/stack/processes.ts';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';

/** A folder that a browser keeps its things in, and that may outlive it. */
export const makeProfile = (): { folder: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'fieldroom-profile-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
};

export interface BrowserWish {
  profile: string;
  flags?: readonly string[];
  /** Left as it is: Playwright tells the pages of others that they are never hidden, and more. */
  asIs?: boolean;
}

/** A browser as a process of its own, which Playwright only joins. */
export async function startOwnBrowser({
  profile,
  flags = [],
  asIs = false,
}: BrowserWish): Promise<{ running: Running; browser: Browser; context: BrowserContext }> {
  const all = [...CHROMIUM_ARGS, '--headless=new', '--remote-debugging-port=0', ...flags, `--user-data-dir=${profile}`];
  const running = run('browser', [process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', ...all, 'about:blank']);
  const address = () => /DevTools listening on (ws:\S+)/.exec(running.output())?.[1];
  await waitFor('The browser', running, () => Promise.resolve(address() !== undefined));
  const browser = await chromium.connectOverCDP(address() ?? '', asIs ? { noDefaults: true } : {});
  const [context] = browser.contexts();
  if (!context) throw new Error('A browser without a profile.');
  return { running, browser, context };
}

/** One window, as on somebody's desk: a tab behind another is hidden there. */
export async function openOwnBrowser(): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const profile = makeProfile();
  const { running, browser, context } = await startOwnBrowser({ profile: profile.folder, asIs: true });
  return {
    context,
    async close() {
      await browser.close();
      await running.stop();
      profile.remove();
    },
  };
}
