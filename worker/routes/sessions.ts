import { Hono } from 'hono/tiny';
import { CancelBody, OfferTimesBody, RegenerateBody, ReopenBody, RescheduleBody } from '../../wire/http.ts';
import { cancelSession } from '../domain/cancel.ts';
import { regenerateGuestLink } from '../domain/guest-link.ts';
import { rescheduleSession } from '../domain/move.ts';
import { offerTimes } from '../domain/other-times.ts';
import { markComplete, reopenSession } from '../domain/review.ts';
import { getSession } from '../domain/sessions.ts';
import type { HttpEnv } from '../http.ts';
import { drainsOutbox, requireResearcher, valid } from '../http.ts';

export const sessions = new Hono<HttpEnv>()
  .get('/sessions/:id', requireResearcher, async (c) =>
    c.json(await getSession(c.var.ctx, c.var.researcher, c.req.param('id'))),
  )
  .post('/sessions/:id/reschedule', requireResearcher, valid('json', RescheduleBody), drainsOutbox, async (c) =>
    c.json(await rescheduleSession(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json'))),
  )
  .post('/sessions/:id/cancel', requireResearcher, valid('json', CancelBody), drainsOutbox, async (c) =>
    c.json(await cancelSession(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json'))),
  )
  .post('/sessions/:id/offer-times', requireResearcher, valid('json', OfferTimesBody), drainsOutbox, async (c) =>
    c.json(await offerTimes(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json'))),
  )
  .post('/sessions/:id/complete', requireResearcher, async (c) =>
    c.json(await markComplete(c.var.ctx, c.var.researcher, c.req.param('id'))),
  )
  .post('/sessions/:id/reopen', requireResearcher, valid('json', ReopenBody), async (c) =>
    c.json(await reopenSession(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json').reason)),
  )
  .post('/sessions/:id/guest-link/regenerate', requireResearcher, valid('json', RegenerateBody), async (c) => {
    const { keepGuests } = c.req.valid('json');
    return c.json(await regenerateGuestLink(c.var.ctx, c.var.researcher, c.req.param('id'), keepGuests));
  });
