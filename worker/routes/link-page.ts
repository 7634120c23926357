import { Hono } from 'hono';
import type { HttpEnv } from '../http.ts';
import { linkPageHeaders } from '../http.ts';

/** GET /j/<id>: the same static page whatever the id; it reads the secret from the fragment, which never comes here. */
export const linkPage = new Hono<HttpEnv>().get('/:id', async (c) => {
  const page = await c.env.ASSETS.fetch(new URL('/link', c.req.url));
  return new Response(page.body, { status: page.status, headers: linkPageHeaders(c, page.headers) });
});
