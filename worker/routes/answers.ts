import { Hono } from 'hono/tiny';
import { every } from 'hono/combine';
import { createMiddleware } from 'hono/factory';
import { AskTimeBody, CancelBody, ChooseTimeBody, DeviceCheckBody, LateBody, RsvpBody } from '../../wire/http.ts';
import { answerRsvp, sayLate } from '../domain/answers.ts';
import { cancelAsParticipant } from '../domain/cancel.ts';
import { keepDeviceCheck } from '../domain/device-checks.ts';
import { chooseTime } from '../domain/move.ts';
import { askTime } from '../domain/other-times.ts';
import { allowRecording, withdrawConsent } from '../domain/withdrawal.ts';
import type { HttpEnv } from '../http.ts';
import { brake, drainsOutbox, requireSeat, valid } from '../http.ts';

/** A person presses a few times a minute; a script shall not fill the timeline. */
const brakesSeat = createMiddleware<HttpEnv>(async (c, next) => {
  await brake(c.env.LINK_BRAKE, c.var.seat.id);
  await next();
});

const byParticipant = every(requireSeat('participant'), brakesSeat);

/** What the Participant does from their mail, by the seat that `exchange` gave. Reading a link changes nothing; these do. */
export const answers = new Hono<HttpEnv>()
  .post('/j/:id/rsvp', byParticipant, valid('json', RsvpBody), async (c) =>
    c.json(await answerRsvp(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/choose-time', byParticipant, valid('json', ChooseTimeBody), drainsOutbox, async (c) =>
    c.json(await chooseTime(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/ask-time', byParticipant, valid('json', AskTimeBody), drainsOutbox, async (c) =>
    c.json(await askTime(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/cancel', byParticipant, valid('json', CancelBody), drainsOutbox, async (c) =>
    c.json(await cancelAsParticipant(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/late', byParticipant, valid('json', LateBody), async (c) =>
    c.json(await sayLate(c.var.ctx, c.var.seat, c.req.valid('json').minutes)),
  )
  .post('/j/:id/withdraw', byParticipant, async (c) => {
    await withdrawConsent(c.var.ctx, c.var.seat);
    return c.body(null, 204);
  })
  .post('/j/:id/allow-recording', byParticipant, async (c) => {
    await allowRecording(c.var.ctx, c.var.seat);
    return c.body(null, 204);
  })
  .post('/j/:id/check', byParticipant, valid('json', DeviceCheckBody), async (c) => {
    await keepDeviceCheck(c.var.ctx, c.var.seat, c.req.valid('json'));
    return c.body(null, 204);
  });
