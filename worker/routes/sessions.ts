import { Hono } from 'hono';
import { RegenerateBody } from '../../wire/http.ts';
import { regenerateGuestLink } from '../domain/guest-link.ts';
import { getSession } from '../domain/sessions.ts';
import type { HttpEnv } from '../http.ts';
import { requireResearcher, valid } from '../http.ts';

export const sessions = new Hono<HttpEnv>()
  .get('/sessions/:id', requireResearcher, async (c) =>
    c.json(await getSession(c.var.ctx, c.var.researcher, c.req.param('id'))),
  )
  .post('/sessions/:id/guest-link/regenerate', requireResearcher, valid('json', RegenerateBody), async (c) => {
    const { keepGuests } = c.req.valid('json');
    return c.json(await regenerateGuestLink(c.var.ctx, c.var.researcher, c.req.param('id'), keepGuests));
  });
