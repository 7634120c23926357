import { Hono } from 'hono';
import { MeBody, WorkspacePatch } from '../../wire/http.ts';
import { changeMe, changeWorkspace, toMe } from '../domain/people.ts';
import type { HttpEnv } from '../http.ts';
import { requireResearcher, valid } from '../http.ts';

export const me = new Hono<HttpEnv>()
  .get('/me', requireResearcher, (c) => c.json(toMe(c.var.researcher)))
  .patch('/me', requireResearcher, valid('json', MeBody), async (c) =>
    c.json(await changeMe(c.var.ctx, c.var.researcher, c.req.valid('json'))),
  )
  .patch('/workspace', requireResearcher, valid('json', WorkspacePatch), async (c) =>
    c.json(await changeWorkspace(c.var.ctx, c.var.researcher, c.req.valid('json'))),
  );
