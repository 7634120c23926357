import { Hono } from 'hono/tiny';
import { OpenShareBody, ShareBody, ViewsQuery } from '../../wire/http.ts';
import { readSharePass, setSharePass } from '../cookies.ts';
import { findShare, findSharedFile, openShare } from '../domain/open-share.ts';
import { listViews } from '../domain/share-views.ts';
import { createShare, revokeShare } from '../domain/shares.ts';
import type { HttpEnv } from '../http.ts';
import { brake, callerIp, requireResearcher, valid } from '../http.ts';
import { browserName } from '../lib/browser-name.ts';
import { serveFile } from '../recordings/serve.ts';

/** Share links of recordings: made and revoked by members, opened by whoever has one. */
export const shares = new Hono<HttpEnv>()
  .post('/recordings/:id/shares', requireResearcher, valid('json', ShareBody), async (c) =>
    c.json(await createShare(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json')), 201),
  )
  .delete('/recordings/:id/shares/:share', requireResearcher, async (c) => {
    const { id, share } = c.req.param();
    return c.json(await revokeShare(c.var.ctx, c.var.researcher, id, share));
  })
  .get('/recordings/:id/shares/:share/views', requireResearcher, valid('query', ViewsQuery), async (c) => {
    const { id, share } = c.req.param();
    return c.json({ views: await listViews(c.var.ctx, c.var.researcher, id, share, c.req.valid('query').most) });
  })
  .post('/r/:share', valid('json', OpenShareBody), async (c) => {
    await brake(c.env.LINK_BRAKE, callerIp(c));
    const { secret, passcode } = c.req.valid('json');
    const id = c.req.param('share');
    const share = await findShare(c.var.ctx, id, { secret, pass: readSharePass(c) });
    // Whoever asks: a short passcode must not be guessed from many addresses either.
    if (passcode !== undefined) await brake(c.env.SIGN_IN_BRAKE, `passcode:${id}`);
    const opening = await openShare(c.var.ctx, share, passcode, browserName(c.req.header('User-Agent')));
    setSharePass(c, id, opening);
    return c.json(opening.view);
  })
  .get('/r/:share/file', async (c) => {
    const file = await findSharedFile(c.var.ctx, c.req.param('share'), readSharePass(c));
    return serveFile(c.env.RECORDINGS, file, c.req.raw, false);
  });
