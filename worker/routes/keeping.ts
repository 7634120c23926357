import { Hono } from 'hono/tiny';
import { RetentionQuery } from '../../wire/http.ts';
import { listAuditLog } from '../domain/audit-log.ts';
import { deleteRecording } from '../domain/deletion.ts';
import { previewRetention } from '../domain/expiring.ts';
import { deleteParticipant } from '../domain/participants.ts';
import { tracesOf } from '../domain/traces.ts';
import type { HttpEnv } from '../http.ts';
import { requireResearcher, valid } from '../http.ts';

/** What an Owner deletes, and the proof that it is gone. */
export const keeping = new Hono<HttpEnv>()
  .delete('/recordings/:id', requireResearcher, async (c) => {
    await deleteRecording(c.var.ctx, c.var.researcher, c.req.param('id'));
    return c.body(null, 204);
  })
  .get('/participants/:id/traces', requireResearcher, async (c) =>
    c.json(await tracesOf(c.var.ctx, c.var.researcher, c.req.param('id'))),
  )
  .delete('/participants/:id', requireResearcher, async (c) => {
    await deleteParticipant(c.var.ctx, c.var.researcher, c.req.param('id'));
    return c.body(null, 204);
  })
  .get('/retention', requireResearcher, valid('query', RetentionQuery), async (c) => {
    const { days, study } = c.req.valid('query');
    return c.json(await previewRetention(c.var.ctx, c.var.researcher, Number(days), study));
  })
  .get('/workspace/audit-log', requireResearcher, async (c) =>
    c.json({ entries: await listAuditLog(c.var.ctx, c.var.researcher) }),
  );
