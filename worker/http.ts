import { sValidator } from '@hono/standard-validator';
import type { Context, ErrorHandler, MiddlewareHandler, ValidationTargets } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { GenericSchema } from 'valibot';
import { AppError, ERRORS } from '../wire/errors.ts';
import type { ErrorBody, ErrorCode } from '../wire/errors.ts';
import { BODY_MAX_BYTES } from '../wire/limits.ts';
import type { Role } from '../wire/words.ts';
import { readSeatCookies, readSignInCookie } from './cookies.ts';
import { openDb } from './db/open.ts';
import type { Ctx } from './domain/context.ts';
import { findResearcher } from './domain/people.ts';
import type { Researcher } from './domain/people.ts';
import { findSeat } from './domain/seats.ts';
import type { Seat } from './domain/seats.ts';
import type { Env } from './env.ts';
import { logError } from './lib/log.ts';
import { drainMail, drainOutbox } from './mail/drain.ts';

export interface HttpEnv {
  Bindings: Env;
  Variables: { ctx: Ctx; researcher: Researcher; seat: Seat };
}

/** Opens the domain's context once per request: the one place in HTTP that reads the clock. */
export const withCtx = createMiddleware<HttpEnv>(async (c, next) => {
  c.set('ctx', {
    db: openDb(c.env.DB),
    env: c.env,
    now: Date.now(),
    later: (work) => c.executionCtx.waitUntil(work.catch((error: unknown) => logError('later_failed', error))),
  });
  await next();
});

/** Only signed-in members pass; `c.var.researcher` says who. AppError `not_signed_in`. One D1 query. */
export const requireResearcher = createMiddleware<HttpEnv>(async (c, next) => {
  c.set('researcher', await findResearcher(c.var.ctx, readSignInCookie(c)));
  await next();
});

/**
 * Only holders of a living seat in the Session `:id` of the path pass; `c.var.seat` says which. One browser may hold
 * several (three tabs on a demo machine): `role` picks one. AppError `link_dead`. One D1 query.
 */
export const requireSeat = (role?: Role): MiddlewareHandler<HttpEnv> =>
  createMiddleware<HttpEnv>(async (c, next) => {
    c.set('seat', await findSeat(c.var.ctx, c.req.param('id') ?? '', readSeatCookies(c), { role }));
    await next();
  });

/**
 * The seat a page says its piece is of (`?seat=`), when this browser holds it: it may hold several of one Session. A Researcher's
 * where none is said, or it lost the cookie of that one.
 */
export const requireOwnSeat: MiddlewareHandler<HttpEnv> = createMiddleware<HttpEnv>(async (c, next) => {
  const wishes = [{ id: c.req.query('seat') ?? '' }, { role: 'researcher' as const }];
  c.set('seat', await findSeat(c.var.ctx, c.req.param('id') ?? '', readSeatCookies(c), wishes));
  await next();
});

/** Sends what the handler put in the outbox, after the answer has gone. */
export const drainsOutbox = createMiddleware<HttpEnv>(async (c, next) => {
  await next();
  if (c.res.ok) c.var.ctx.later(drainOutbox(c.var.ctx));
});

/** Sends one mail of the outbox before the answer goes, so that the answer can say how it went. */
export const sendAtOnce = (ctx: Ctx, mailId: string): Promise<void> => drainMail(ctx, mailId);

/** Valid input, or AppError `bad_input` with the offending fields in `detail.fields`. */
export const valid = <S extends GenericSchema, T extends keyof ValidationTargets>(target: T, schema: S) =>
  sValidator(target, schema, (result): void => {
    if (result.success) return;
    const fields = result.error.map(({ message, path }) => ({
      field: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message,
    }));
    throw new AppError('bad_input', { detail: { fields } });
  });

/** JSON comes by POST and PATCH; PUT carries pieces of recordings, whose route has its own limit. */
const limitJson = bodyLimit({
  maxSize: BODY_MAX_BYTES,
  onError: () => {
    throw new AppError('body_too_large', { detail: { limitBytes: BODY_MAX_BYTES } });
  },
});
export const limitBody = createMiddleware<HttpEnv>(async (c, next) => {
  if (c.req.method === 'PUT') await next();
  else await limitJson(c, next);
});

/** Cross-site writes are refused (beside SameSite=Lax cookies): by Sec-Fetch-Site, or by Origin where that is not sent. */
export const refuseForeignWrites = createMiddleware<HttpEnv>(async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && isForeign(c)) {
    throw new AppError('not_yours', { message: 'That came from another site.' });
  }
  await next();
});

/** Did another site's page send this? Callers that send neither header are no browsers and carry no cookies by themselves. */
export function isForeign(c: Context<HttpEnv>): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  const origin = c.req.header('Origin');
  return origin !== undefined && origin !== c.env.APP_ORIGIN && origin !== new URL(c.req.url).origin;
}

/** A brake against guessing and mail floods; each key counts by itself. AppError `too_many_tries`. */
export async function brake(limiter: RateLimit, ...keys: string[]): Promise<void> {
  const allowed = await Promise.all(keys.map((key) => limiter.limit({ key })));
  if (allowed.some(({ success }) => !success)) throw new AppError('too_many_tries');
}

/** Who calls, for brakes; on a developer's machine everybody is one. */
export const callerIp = (c: Context<HttpEnv>): string => c.req.header('CF-Connecting-IP') ?? 'local';

/** Lets through only WebSocket upgrades from our own pages. */
export const requireUpgrade = createMiddleware<HttpEnv>(async (c, next) => {
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') {
    throw new AppError('bad_input', { message: 'This address is for WebSockets.' });
  }
  if (isForeign(c)) throw new AppError('not_yours', { message: 'That came from another site.' });
  await next();
});

/** What every answer of the API carries. An upgrade (101) goes through untouched: its headers are sealed. */
export const secureHeaders = createMiddleware<HttpEnv>(async (c, next) => {
  await next();
  if (c.res.status === 101) return;
  c.res.headers.set('X-Content-Type-Options', 'nosniff');
  c.res.headers.set('Referrer-Policy', 'no-referrer');
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  if (c.env.APP_ORIGIN.startsWith('https:')) {
    c.res.headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains');
  }
});

/** The one place that turns what was thrown into an answer. What nobody foresaw is logged and says nothing of itself. */
export const answerError: ErrorHandler<HttpEnv> = (thrown, c) => {
  const error = toAppError(thrown);
  if (error.code === 'internal') logError('unforeseen', thrown, { method: c.req.method, route: c.req.routePath });
  const { code, message, detail } = error;
  const body: ErrorBody = { error: { code, message, ...(detail ? { detail } : {}) } };
  return c.json(body, error.status as ContentfulStatusCode);
};

function toAppError(thrown: Error): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isRemote(thrown)) return new AppError(thrown.code, { message: thrown.message, cause: thrown });
  if (thrown instanceof HTTPException && thrown.status < 500) return new AppError('bad_input', { cause: thrown });
  return new AppError('internal', { cause: thrown });
}

/** An AppError thrown by a Room arrives over RPC as a plain Error with the same name and fields. */
function isRemote(thrown: Error): thrown is Error & { code: ErrorCode } {
  return thrown.name === 'AppError' && 'code' in thrown && Object.hasOwn(ERRORS, String(thrown.code));
}
