import { Hono } from 'hono/tiny';
import { getMail, listFailedMails, requeueMail } from '../domain/mails.ts';
import type { HttpEnv } from '../http.ts';
import { requireResearcher, sendAtOnce } from '../http.ts';

export const mails = new Hono<HttpEnv>()
  .get('/mails/failed', requireResearcher, async (c) => c.json(await listFailedMails(c.var.ctx, c.var.researcher)))
  .post('/mails/:id/send-now', requireResearcher, async (c) => {
    await requeueMail(c.var.ctx, c.var.researcher, c.req.param('id'));
    await sendAtOnce(c.var.ctx, c.req.param('id'));
    return c.json(await getMail(c.var.ctx, c.var.researcher, c.req.param('id')));
  });
