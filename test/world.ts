import { env, exports } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import type { SessionRow, Study, StudyPatch } from '../wire/http.ts';
import { HOUR } from '../wire/limits.ts';
import { openDb } from '../worker/db/open.ts';
import { mails } from '../worker/db/schema.ts';
import type { Ctx } from '../worker/domain/context.ts';
import { changeWorkspace, findResearcher } from '../worker/domain/people.ts';
import type { Researcher } from '../worker/domain/people.ts';
import { scheduleSession } from '../worker/domain/schedule.ts';
import { getSession } from '../worker/domain/sessions.ts';
import { signInToken } from '../worker/domain/sign-in-token.ts';
import { completeSignIn, requestSignIn } from '../worker/domain/sign-in.ts';
import { changeStudy, createStudy } from '../worker/domain/studies.ts';
import { composeMail } from '../worker/mail/compose.ts';

/** Factories for tests in workerd: each mints its own world through the product's own verbs, so none needs clean tables. */

let minted = 0;
/** A text nobody else in this test file uses. */
export const unique = (prefix: string): string => `${prefix}-${++minted}-${crypto.randomUUID().slice(0, 8)}`;

/** A context whose `later` work is awaited by `settled()`. */
export function mintCtx(now = Date.now()): Ctx & { settled: () => Promise<void> } {
  const works: Promise<unknown>[] = [];
  const later = (work: Promise<unknown>) => void works.push(work);
  return { db: openDb(env.DB), env, now, later, settled: async () => void (await Promise.all(works)) };
}

export interface Signed {
  researcher: Researcher;
  /** The Cookie header of this person's browser. */
  cookie: string;
}

/** Signs in a new person, who owns a new workspace; it books relaxed unless told not to. */
export async function mintResearcher({ relaxed = true, email = `${unique('res')}@example.org` } = {}): Promise<Signed> {
  const ctx = mintCtx();
  await requestSignIn(ctx, { email, zone: 'Europe/Berlin' });
  const { cookie } = await completeSignIn(ctx, await mailedToken(email));
  if (relaxed) await changeWorkspace(ctx, await findResearcher(ctx, cookie), { relaxedBooking: true });
  return { researcher: await findResearcher(ctx, cookie), cookie: `__Host-fieldroom=${cookie}` };
}

/** The token of the newest sign-in mail that waits for this address. */
export async function mailedToken(email: string): Promise<string> {
  const waiting = await openDb(env.DB).select().from(mails).where(eq(mails.toEmail, email));
  const data = waiting.at(-1)?.data as { link: string; kid: string };
  return signInToken(env.LINK_KEYS, data.kid, data.link);
}

/** A Study that is Live. */
export async function mintStudy({ researcher }: Signed, patch: StudyPatch = {}): Promise<Study> {
  const ctx = mintCtx();
  const study = await createStudy(ctx, researcher, {
    title: unique('Study'),
    about: '',
    lengthMinutes: 45,
    instructions: '',
    sharesScreen: false,
    guestPolicy: 'talk',
    recordingPolicy: 'automatic',
    separateTracks: 'off',
  });
  return changeStudy(ctx, researcher, study.id, { state: 'live', ...patch });
}

export interface SessionWish {
  startsAt?: number;
  lengthMinutes?: number;
  zone?: string;
  participant?: { name: string; email: string; zone?: string };
}

/** A Session in that Study, tomorrow unless told otherwise. */
export function mintSession({ researcher }: Signed, study: Study, wish: SessionWish = {}): Promise<SessionRow> {
  const { startsAt = Date.now() + 24 * HOUR, lengthMinutes = 45, zone = 'Europe/Berlin' } = wish;
  const participant = wish.participant ?? { name: 'Asha Rao', email: `${unique('asha')}@example.org` };
  const body = { participant, startsAt: new Date(startsAt).toISOString(), lengthMinutes, zone };
  return scheduleSession(mintCtx(), researcher, study.id, body);
}

/** A signed-in Researcher with a Live Study and a Session whose room is open now. */
export async function mintOpenSession(patch: StudyPatch = {}) {
  const signed = await mintResearcher();
  const study = await mintStudy(signed, patch);
  const session = await mintSession(signed, study, { startsAt: Date.now() + 60_000 });
  return { ...signed, study, session, ...(await linkSecrets(signed.researcher, session.id)) };
}

/** The secrets a Session's Guest link and Participant's mail hold. */
export async function linkSecrets(researcher: Researcher, sessionId: string) {
  const ctx = mintCtx();
  const { guestLink } = await getSession(ctx, researcher, sessionId);
  const sent = await ctx.db.select().from(mails).where(eq(mails.sessionId, sessionId));
  const toParticipant = sent.find((mail) => mail.key.endsWith(':scheduled:participant'));
  if (!toParticipant) throw new Error('The Participant was not mailed.');
  const composed = await composeMail(ctx, toParticipant);
  const text = 'text' in composed ? composed.text : '';
  return { guest: guestLink.split('#')[1] ?? '', participant: /\/j\/\w+#(\S+)/.exec(text)?.[1] ?? '' };
}

/** A request as a browser's page sends it; everybody calls from an address of their own. */
export function send(
  method: string,
  path: string,
  {
    body,
    cookie,
    headers = {},
  }: { body?: unknown; cookie?: string | undefined; headers?: Record<string, string> } = {},
): Promise<Response> {
  return exports.default.fetch(`${env.APP_ORIGIN}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      'CF-Connecting-IP': unique('ip'),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** The error code of a refused request, with its status: "404 not_found". */
export async function refusal(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } };
  return `${response.status} ${error.code}`;
}

/** What a browser would send back of the cookies an answer set. */
export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
