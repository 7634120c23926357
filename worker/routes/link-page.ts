import type { Context } from 'hono';
import { Hono } from 'hono';
import type { HttpEnv } from '../http.ts';
import { randomToken } from '../lib/random.ts';

/**
 * GET /j/<id>, for the Participant's mail /j/<id>/plan, and the pre-call check /j/<id>/check: the same static page whatever the
 * id; it reads the secret from the fragment, which never comes here. Asking for it changes nothing (PRODUCT.md, Links).
 */
export const linkPage = new Hono<HttpEnv>()
  .get('/:id', (c) => staticPage(c, '/link'))
  .get('/:id/plan', (c) => staticPage(c, '/plan'))
  .get('/:id/check', (c) => staticPage(c, '/check'));

async function staticPage(c: Context<HttpEnv>, path: '/link' | '/plan' | '/check'): Promise<Response> {
  const page = await c.env.ASSETS.fetch(new URL(path, c.req.url));
  const nonce = randomToken();
  const html = (await page.text()).replace('%nonce%', nonce);
  return new Response(html, { status: page.status, headers: linkPageHeaders(c, page.headers, nonce) });
}

const LINK_PAGE_POLICY = [
  "default-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
];

/** Headers of the link page (PRODUCT.md, Links): kept nowhere, told to nobody, framed by nobody; devices for itself only. */
function linkPageHeaders(c: Context<HttpEnv>, page: Headers, nonce: string): Headers {
  const headers = new Headers(page);
  // Older Safari does not count ws: of the same host as 'self'.
  const socket = new URL(c.req.url).origin.replace(/^http/, 'ws');
  headers.set(
    'Content-Security-Policy',
    [...LINK_PAGE_POLICY, `script-src 'self' 'wasm-unsafe-eval' 'nonce-${nonce}'`, `connect-src 'self' ${socket}`].join(
      '; ',
    ),
  );
  headers.delete('ETag');
  headers.delete('Content-Length');
  headers.set('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self)');
  headers.set('Cache-Control', 'no-store');
  headers.set('X-Robots-Tag', 'noindex');
  return headers;
}
