import { Hono } from 'hono/tiny';
import { takeResendEvent } from '../domain/bounces.ts';
import { takeKitEvent } from '../domain/kit-events.ts';
import type { HttpEnv } from '../http.ts';

/** What mail and media services tell us. They sign what they send; nobody is signed in. */
export const webhooks = new Hono<HttpEnv>()
  .post('/webhooks/resend', async (c) => {
    const header = (name: string) => c.req.header(name) ?? '';
    await takeResendEvent(c.var.ctx, {
      id: header('svix-id'),
      timestamp: header('svix-timestamp'),
      signature: header('svix-signature'),
      body: await c.req.text(),
    });
    return c.body(null, 204);
  })
  .post('/webhooks/realtimekit', async (c) => {
    await takeKitEvent(c.var.ctx, {
      uuid: c.req.header('rtk-uuid') ?? '',
      signature: c.req.header('rtk-signature') ?? '',
      body: await c.req.arrayBuffer(),
    });
    return c.body(null, 204);
  });
