import { Hono } from 'hono/tiny';
import type { HttpEnv } from '../http.ts';
import { staticPage } from './static-page.ts';

/**
 * GET /j/<id>, for the Participant's mail /j/<id>/plan, and the pre-call check /j/<id>/check: the same static page whatever the
 * id; it reads the secret from the fragment, which never comes here. Asking for it changes nothing (PRODUCT.md, Links).
 */
export const linkPage = new Hono<HttpEnv>()
  .get('/:id', (c) => staticPage(c, { path: '/link', devices: true }))
  .get('/:id/plan', (c) => staticPage(c, { path: '/plan', devices: true }))
  .get('/:id/check', (c) => staticPage(c, { path: '/check', devices: true }));

/** GET /r/<id>: the page behind a recording's share link, in the same way. */
export const sharePage = new Hono<HttpEnv>().get('/:share', (c) => staticPage(c, { path: '/share', devices: false }));
