import { Hono } from 'hono';
import { AskTimeBody, CancelBody, ChooseTimeBody, LateBody, RsvpBody } from '../../wire/http.ts';
import { answerRsvp, sayLate } from '../domain/answers.ts';
import { cancelAsParticipant } from '../domain/cancel.ts';
import { chooseTime } from '../domain/move.ts';
import { askTime } from '../domain/other-times.ts';
import type { HttpEnv } from '../http.ts';
import { drainsOutbox, requireSeat, valid } from '../http.ts';

/** What the Participant does from their mail, by the seat that `exchange` gave. Reading a link changes nothing; these do. */
export const answers = new Hono<HttpEnv>()
  .post('/j/:id/rsvp', requireSeat('participant'), valid('json', RsvpBody), async (c) =>
    c.json(await answerRsvp(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/choose-time', requireSeat('participant'), valid('json', ChooseTimeBody), drainsOutbox, async (c) =>
    c.json(await chooseTime(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/ask-time', requireSeat('participant'), valid('json', AskTimeBody), drainsOutbox, async (c) =>
    c.json(await askTime(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/cancel', requireSeat('participant'), valid('json', CancelBody), drainsOutbox, async (c) =>
    c.json(await cancelAsParticipant(c.var.ctx, c.var.seat, c.req.valid('json'))),
  )
  .post('/j/:id/late', requireSeat('participant'), valid('json', LateBody), async (c) =>
    c.json(await sayLate(c.var.ctx, c.var.seat, c.req.valid('json').minutes)),
  );
