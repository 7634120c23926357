import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { CHROMIUM_ARGS } from '../../../playwright.config.ts';
import { APP, openMeeting, startStandin } from '../../harness/realtimekit.ts';
import type { RealtimeKitOptions } from '../../../dev/realtimekit/server.ts';
import type { Standin } from '../../harness/realtimekit.ts';
import { bundle } from '../realtime/site.ts';

/** A page with Cloudflare's client, a stand-in, and a meeting to join. */
export interface KitSite {
  standin: Standin;
  app: string;
  meeting: string;
  /** Opens the page in a browser of its own and joins under a name; the ids of the participant and the peer, and what it joined with. */
  enter: (
    name: string,
  ) => Promise<{ page: Page; participant: string; peer: string; token: [token: string, baseUri: string] }>;
  stop: () => Promise<void>;
}

let bundled: Promise<string> | null = null;

export async function startKitSite(options: Partial<RealtimeKitOptions> = {}): Promise<KitSite> {
  bundled ??= bundle(fileURLToPath(new URL('page.ts', import.meta.url)));
  const script = await bundled;
  const standin = await startStandin(options);
  const { meeting } = await openMeeting(standin);
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html' });
    response.end(
      isScript ? script : '<!doctype html><title>Test</title><body><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browsers: Browser[] = [];
  return {
    standin,
    app: APP,
    meeting,
    enter: async (name) => {
      const { data } = await standin.call('POST', `${APP}/meetings/${meeting}/participants`, {
        custom_participant_id: `seat-of-${name}`,
        preset_name: 'everyone',
        name,
      });
      const browser = await chromium.launch({
        executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
        args: [...CHROMIUM_ARGS, '--autoplay-policy=no-user-gesture-required'],
      });
      browsers.push(browser);
      const context = await browser.newContext({ ignoreHTTPSErrors: true, permissions: ['camera', 'microphone'] });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}`);
      await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'yes');
      const token: [string, string] = [String(data['token']), standin.baseUri];
      const peer = await page.evaluate((how) => window.kit.join(...how), token);
      return { page, participant: String(data['id']), peer, token };
    },
    stop: async () => {
      await Promise.all(browsers.map((browser) => browser.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await standin.stop();
    },
  };
}
