import { Hono } from 'hono/tiny';
import { AppError } from '../wire/errors.ts';
import type { Ctx } from './domain/context.ts';
import { openDb } from './db/open.ts';
import { keepRecordings } from './domain/keeping.ts';
import { sweepRooms } from './domain/rooms.ts';
import type { Env } from './env.ts';
import type { HttpEnv } from './http.ts';
import { answerError, limitBody, refuseForeignWrites, secureHeaders, withCtx } from './http.ts';
import { logError } from './lib/log.ts';
import { drainOutbox } from './mail/drain.ts';
import { answers } from './routes/answers.ts';
import { join } from './routes/join.ts';
import { keeping } from './routes/keeping.ts';
import { linkPage, sharePage } from './routes/link-page.ts';
import { mails } from './routes/mails.ts';
import { me } from './routes/me.ts';
import { notes } from './routes/notes.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { sessions } from './routes/sessions.ts';
import { shares } from './routes/shares.ts';
import { signIn } from './routes/sign-in.ts';
import { studies } from './routes/studies.ts';
import { webhooks } from './routes/webhooks.ts';

export { Room } from './room/room.ts';

const app = new Hono<HttpEnv>().use(secureHeaders).use(withCtx).onError(answerError);
app.use('/api/*', refuseForeignWrites, limitBody);

const api = new Hono<HttpEnv>()
  .route('/', signIn)
  .route('/', me)
  .route('/', mails)
  .route('/', studies)
  .route('/', sessions)
  .route('/', notes)
  .route('/', join)
  .route('/', answers)
  .route('/', webhooks)
  .route('/', recordingRoutes)
  .route('/', shares)
  .route('/', keeping);

/** What the dashboard's client is typed by (`hc<Api>('/api')`). */
export type Api = typeof api;

app.route('/api', api).route('/j', linkPage).route('/r', sharePage);
app.notFound(() => {
  throw new AppError('not_found');
});

/** The minute cron: what waitUntil could not finish, is finished here. */
async function everyMinute(ctx: Ctx): Promise<void> {
  const done = await Promise.allSettled([drainOutbox(ctx), sweepRooms(ctx), keepRecordings(ctx)]);
  for (const task of done) if (task.status === 'rejected') logError('cron_failed', task.reason);
}

export default {
  fetch: app.fetch,
  scheduled(_controller, env, execution) {
    const later = (work: Promise<unknown>) => execution.waitUntil(work);
    execution.waitUntil(everyMinute({ db: openDb(env.DB), env, now: Date.now(), later }));
  },
} satisfies ExportedHandler<Env>;
