import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { startRealtime } from '../../../dev/realtime/server.ts';
import type { Realtime } from '../../../dev/realtime/server.ts';
import { CHROMIUM_ARGS } from '../../../playwright.config.ts';

const APP = { appId: 'app-of-the-test', appSecret: 'secret-of-the-test' };

/** A page with one script, the backend that keeps the app secret, and a stand-in of its own. */
export interface Site {
  origin: string;
  realtime: Realtime;
  stop: () => Promise<void>;
}

/** Serves `entry` bundled at `/`, and passes `/partytracks/...` on to the stand-in as an application's backend would. */
export async function startSite(entry: string): Promise<Site> {
  const script = await bundle(entry);
  const realtime = await startRealtime({ port: 0, ...APP });
  const server = createServer((request, response) => {
    answer(realtime, script, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    realtime,
    stop: async () => {
      await realtime.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The script of a test page, with all it imports. */
export async function bundle(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'page' } },
  });
  for (const { output } of [built].flat().filter((result) => 'output' in result)) {
    for (const file of output) if (file.type === 'chunk' && file.isEntry) return file.code;
  }
  throw new Error(`nothing was built of ${entry}`);
}

async function answer(
  realtime: Realtime,
  script: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, prefix, ...rest] = url.pathname.split('/');
  if (prefix === 'page.js') {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
  } else if (prefix !== 'partytracks') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Test</title><body><script type="module" src="/page.js"></script>');
  } else if (rest[0] === 'generate-ice-servers') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"iceServers":[]}');
  } else {
    const answered = await fetch(`${realtime.url}/apps/${APP.appId}/${rest.join('/')}${url.search}`, {
      method: request.method ?? 'GET',
      headers: { authorization: `Bearer ${APP.appSecret}`, 'content-type': 'application/json' },
      body: request.method === 'GET' ? null : await readText(request),
    });
    response.writeHead(answered.status, { 'content-type': 'application/json' }).end(await answered.text());
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Opens the site in a browser process of its own; `errors` holds what the page complained about. */
export async function openPage(site: Site): Promise<{ browser: Browser; page: Page; errors: string[] }> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
  });
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(site.origin);
  await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'yes');
  return { browser, page, errors };
}
