import { Hono } from 'hono/tiny';
import { NoteBody, NotePatch } from '../../wire/http.ts';
import { listChat } from '../domain/chat.ts';
import { addNote, changeNote, deleteNote, listNotes } from '../domain/notes.ts';
import type { HttpEnv } from '../http.ts';
import { requireResearcher, valid } from '../http.ts';

/** What was written during a Session, for the workspace's members. */
export const notes = new Hono<HttpEnv>()
  .get('/sessions/:id/notes', requireResearcher, async (c) =>
    c.json({ notes: await listNotes(c.var.ctx, c.var.researcher, c.req.param('id')) }),
  )
  .post('/sessions/:id/notes', requireResearcher, valid('json', NoteBody), async (c) =>
    c.json(await addNote(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.valid('json')), 201),
  )
  .patch('/sessions/:id/notes/:note', requireResearcher, valid('json', NotePatch), async (c) => {
    const { id, note } = c.req.param();
    return c.json(await changeNote(c.var.ctx, c.var.researcher, id, note, c.req.valid('json').text));
  })
  .delete('/sessions/:id/notes/:note', requireResearcher, async (c) => {
    const { id, note } = c.req.param();
    await deleteNote(c.var.ctx, c.var.researcher, id, note);
    return c.body(null, 204);
  })
  .get('/sessions/:id/chat', requireResearcher, async (c) =>
    c.json({ lines: await listChat(c.var.ctx, c.var.researcher, c.req.param('id')) }),
  );
