import { Hono } from 'hono/tiny';
import { ClipQuery } from '../../wire/http.ts';
import { findClip } from '../domain/clips.ts';
import { findRecordingFile } from '../domain/found-recording.ts';
import { retryRecording } from '../domain/recordings.ts';
import { findTrackFile, retryTrack } from '../domain/tracks.ts';
import { viewRecording } from '../domain/watch.ts';
import type { HttpEnv } from '../http.ts';
import { requireOwnSeat, requireResearcher, valid } from '../http.ts';
import { serveClip } from '../recordings/clip.ts';
import { serveFile } from '../recordings/serve.ts';
import { takeInFragment, takeNoMore } from '../recordings/take-in.ts';

/** Pieces of a recording come in by number; the finished file goes out to the workspace's members. Mounted at /api. */
export const recordingRoutes = new Hono<HttpEnv>()
  .put('/j/:id/recordings/:recording/:segment/:number', requireOwnSeat, async (c) => {
    const { recording, segment, number } = c.req.param();
    const length = c.req.header('Content-Length');
    const body = { stream: c.req.raw.body, declaredBytes: length === undefined ? null : Number(length) };
    const seat = c.var.seat;
    const by = { session: seat.sessionId, seat: seat.id, person: seat.personId };
    const place = { recording, segment, number, after: c.req.query('after') };
    return c.json(await takeInFragment(c.env, { ...by, ...place, body }));
  })
  .post('/j/:id/recordings/:recording/:segment/no-more', requireOwnSeat, async (c) => {
    const { recording, segment } = c.req.param();
    const seat = c.var.seat;
    await takeNoMore(c.env, { session: seat.sessionId, seat: seat.id, person: seat.personId, recording, segment });
    return c.body(null, 204);
  })
  .post('/recordings/:id/retry', requireResearcher, async (c) => {
    await retryRecording(c.var.ctx, c.var.researcher, c.req.param('id'));
    return c.body(null, 204);
  })
  .post('/recordings/:id/tracks/:track/retry', requireResearcher, async (c) => {
    await retryTrack(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.param('track'));
    return c.body(null, 204);
  })
  .get('/recordings/:id', requireResearcher, async (c) =>
    c.json(await viewRecording(c.var.ctx, c.var.researcher, c.req.param('id'))),
  )
  .get('/recordings/:id/file', requireResearcher, async (c) => {
    const file = await findRecordingFile(c.var.ctx, c.var.researcher, c.req.param('id'));
    return serveFile(c.env.RECORDINGS, file, c.req.raw, c.req.query('download') !== undefined);
  })
  .get('/recordings/:id/tracks/:track/file', requireResearcher, async (c) => {
    const file = await findTrackFile(c.var.ctx, c.var.researcher, c.req.param('id'), c.req.param('track'));
    return serveFile(c.env.RECORDINGS, file, c.req.raw, true);
  })
  .get('/recordings/:id/clip', requireResearcher, valid('query', ClipQuery), async (c) => {
    const { from, to } = c.req.valid('query');
    const stretch = { fromMs: Number(from), toMs: Number(to) };
    const clip = await findClip(c.var.ctx, c.var.researcher, c.req.param('id'), stretch);
    return serveClip(c.env.RECORDINGS, clip, c.req.raw, c.var.ctx.later);
  });
