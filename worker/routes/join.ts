import { Hono } from 'hono/tiny';
import { EnterLinkBody, TicketBody } from '../../wire/http.ts';
import { readSeatCookies, readSignInCookie, setSeatCookie } from '../cookies.ts';
import { enterLink } from '../domain/entry.ts';
import { viewLink } from '../domain/link-view.ts';
import { findSeat, ticketFor } from '../domain/seats.ts';
import type { HttpEnv } from '../http.ts';
import { brake, callerIp, requireUpgrade, valid } from '../http.ts';

export const join = new Hono<HttpEnv>()
  .post('/j/:id/exchange', valid('json', EnterLinkBody), async (c) => {
    await brake(c.env.LINK_BRAKE, callerIp(c));
    const { secret, seat } = c.req.valid('json');
    const cookies = { seatCookies: readSeatCookies(c), signInCookie: readSignInCookie(c) };
    const entry = await enterLink(c.var.ctx, c.req.param('id'), { secret, seat, ...cookies });
    if (entry.cookie !== null) setSeatCookie(c, entry.seat, entry.cookie);
    return c.json(await viewLink(c.var.ctx, entry));
  })
  .post('/j/:id/ticket', valid('json', TicketBody), async (c) => {
    const seat = await findSeat(c.var.ctx, c.req.param('id'), readSeatCookies(c), { id: c.req.valid('json').seat });
    return c.json({ ticket: await ticketFor(c.var.ctx, seat) });
  })
  .get('/j/:id/socket', requireUpgrade, (c) => c.env.ROOM.getByName(c.req.param('id')).fetch(c.req.raw));
