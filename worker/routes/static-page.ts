import type { Context } from 'hono';
import type { HttpEnv } from '../http.ts';
import { randomToken } from '../lib/random.ts';
import { kitHostOf } from '../media/index.ts';

/** One of the light pages that stand outside the dashboard; `devices`: it may use camera, microphone and screen. */
export interface StaticPage {
  path: '/link' | '/plan' | '/check' | '/share';
  devices: boolean;
}

/** The page as it was built, the same for every address, under headers that keep the link in it a secret. */
export async function staticPage(c: Context<HttpEnv>, { path, devices }: StaticPage): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL(path, c.req.url));
  const nonce = randomToken();
  const html = (await page.text()).replace('%nonce%', nonce);
  // The pre-call check looks whether the service can be reached at all.
  const kitHost = path === '/link' || path === '/check' ? kitHostOf(c.env) : null;
  return new Response(html, {
    status: page.status,
    headers: pageHeaders(c, page.headers, { nonce, devices, kitHost }),
  });
}

const POLICY = [
  "default-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
];

/** Headers of a link's page (PRODUCT.md, Links): kept nowhere, told to nobody, framed by nobody; devices for itself or nobody. */
function pageHeaders(
  c: Context<HttpEnv>,
  page: Headers,
  { nonce, devices, kitHost }: { nonce: string; devices: boolean; kitHost: string | null },
): Headers {
  const headers = new Headers(page);
  // Older Safari does not count ws: of the same host as 'self'.
  const socket = new URL(c.req.url).origin.replace(/^http/, 'ws');
  // The room's client of the media service, where it has its own.
  const beyond = kitHost === null ? '' : ` https://*.${kitHost} wss://*.${kitHost}`;
  const scripts = `script-src 'self' 'wasm-unsafe-eval' 'nonce-${nonce}'`;
  headers.set('Content-Security-Policy', [...POLICY, scripts, `connect-src 'self' ${socket}${beyond}`].join('; '));
  headers.delete('ETag');
  headers.delete('Content-Length');
  const whom = devices ? '(self)' : '()';
  headers.set('Permissions-Policy', `camera=${whom}, microphone=${whom}, display-capture=${whom}`);
  headers.set('Cache-Control', 'no-store');
  headers.set('X-Robots-Tag', 'noindex');
  return headers;
}
