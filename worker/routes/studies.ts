import { Hono } from 'hono/tiny';
import { ScheduleBody, SessionsQuery, StartNowBody, StudyBody, StudyPatch } from '../../wire/http.ts';
import { scheduleSession, startSessionNow } from '../domain/schedule.ts';
import { listSessions } from '../domain/sessions.ts';
import { changeStudy, createStudy, getStudy, listStudies } from '../domain/studies.ts';
import type { HttpEnv } from '../http.ts';
import { drainsOutbox, requireResearcher, valid } from '../http.ts';

export const studies = new Hono<HttpEnv>()
  .get('/studies', requireResearcher, async (c) => c.json(await listStudies(c.var.ctx, c.var.researcher)))
  .post('/studies', requireResearcher, valid('json', StudyBody), async (c) =>
    c.json(await createStudy(c.var.ctx, c.var.researcher, c.req.valid('json')), 201),
  )
  .get('/studies/:id', requireResearcher, async (c) =>
    c.json(await getStudy(c.var.ctx, c.var.researcher, c.req.param('id'))),
  )
  .patch('/studies/:id', requireResearcher, valid('json', StudyPatch), async (c) =>
    c.json(await changeStudy(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json'))),
  )
  .get('/studies/:id/sessions', requireResearcher, valid('query', SessionsQuery), async (c) =>
    c.json(await listSessions(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('query').tab)),
  )
  .post('/studies/:id/sessions', requireResearcher, valid('json', ScheduleBody), drainsOutbox, async (c) =>
    c.json(await scheduleSession(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json')), 201),
  )
  .post('/studies/:id/sessions/now', requireResearcher, valid('json', StartNowBody), drainsOutbox, async (c) =>
    c.json(await startSessionNow(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json')), 201),
  );
