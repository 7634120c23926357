import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { chromium } from '@playwright/test';
import { run, waitFor } from '../../dev/stack/processes.ts';
import { CHROMIUM_ARGS } from '../../playwright.config.ts';

/** One window, as on somebody's desk: a tab behind another is hidden there. Playwright tells its own pages that they never are. */
export async function openOwnBrowser(): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'fieldroom-profile-'));
  const flags = [...CHROMIUM_ARGS, '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const running = run('browser', [process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', ...flags, 'about:blank']);
  const address = () => /DevTools listening on (ws:\S+)/.exec(running.output())?.[1];
  await waitFor('The browser', running, () => Promise.resolve(address() !== undefined));
  const browser = await chromium.connectOverCDP(address() ?? '', { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('A browser without a window.');
  return {
    context,
    async close() {
      await browser.close();
      await running.stop();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
