import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import type { Me, SignInBody } from '../../wire/http.ts';
import { DAY, SIGN_IN_LINK_LIFE } from '../../wire/limits.ts';
import { insertWhere } from '../db/insert-where.ts';
import { members, signIns, signInLinks, workspaces } from '../db/schema.ts';
import { parseKeyRing } from '../lib/keys.ts';
import { randomId, randomToken, sha256 } from '../lib/random.ts';
import { isZone } from '../lib/zones.ts';
import { enqueueMail } from '../mail/outbox.ts';
import { acceptInvitation } from './accept-invitation.ts';
import type { Ctx } from './context.ts';
import { selectResearcher, toMe } from './people.ts';
import { signInToken } from './sign-in-token.ts';

/** A signed-in browser stays so for a month at most: long enough not to annoy, short enough for a lost laptop. */
export const SIGN_IN_LIFE = 30 * DAY;

/** Mails a sign-in link, to known and unknown addresses alike: who has an account cannot be found out. AppError `bad_zone`. */
export async function requestSignIn(ctx: Ctx, { email, zone = 'UTC', next }: SignInBody): Promise<void> {
  if (!isZone(zone)) throw new AppError('bad_zone', { detail: { zone } });
  const link = randomToken();
  const kid = parseKeyRing(ctx.env.LINK_KEYS).current;
  const tokenHash = await sha256(await signInToken(ctx.env.LINK_KEYS, kid, link));
  const expiresAt = ctx.now + SIGN_IN_LINK_LIFE;
  await ctx.db.batch([
    ctx.db.insert(signInLinks).values({ tokenHash, email, zone, next: next ?? null, expiresAt }),
    enqueueMail(ctx, {
      key: `sign_in:${tokenHash}`,
      sessionId: null,
      kind: 'sign_in',
      to: { email, name: email },
      data: { link, kid, expiresAt },
    }),
  ]);
}

/**
 * Turns the mailed token, of a sign-in link or an invitation, into a signed-in browser, once. An address nobody knows gets a
 * workspace of its own and owns it. One batch: every statement holds only while the link is good, and the last one uses it up.
 * AppError `sign_in_link_dead`, `conflict` (as in `acceptInvitation`).
 */
export async function completeSignIn(ctx: Ctx, token: string): Promise<{ cookie: string; next: string; me: Me }> {
  const { db, now } = ctx;
  const tokenHash = await sha256(token);
  const cookie = randomToken();
  const cookieHash = await sha256(cookie);
  const workspaceId = randomId();
  const good = and(eq(signInLinks.tokenHash, tokenHash), isNull(signInLinks.usedAt), gt(signInLinks.expiresAt, now));
  const isGood = sql`exists (select 1 from ${signInLinks} where ${good})`;
  const linked = (column: 'email' | 'zone') =>
    sql`(select ${signInLinks[column]} from ${signInLinks} where ${signInLinks.tokenHash} = ${tokenHash})`;
  const member = sql`(select ${members.id} from ${members} where ${members.email} = ${linked('email')})`;
  const name = sql`substr(${linked('email')}, 1, instr(${linked('email')}, '@') - 1)`;
  const isNew = sql`${isGood} and ${member} is null`;
  const results = await db.batch([
    insertWhere(db, workspaces, { id: workspaceId, name: sql`${name} || '''s workspace'`, createdAt: now }, isNew),
    insertWhere(
      db,
      members,
      {
        id: randomId(),
        workspaceId,
        email: linked('email'),
        name,
        zone: linked('zone'),
        role: 'owner',
        createdAt: now,
      },
      isNew,
    ),
    insertWhere(db, signIns, { cookieHash, memberId: member, createdAt: now, expiresAt: now + SIGN_IN_LIFE }, isGood),
    db.update(signInLinks).set({ usedAt: now }).where(good).returning({ next: signInLinks.next }),
    selectResearcher(ctx, cookieHash),
  ]);
  const [link] = results[3];
  const [researcher] = results[4];
  if (link && researcher) return { cookie, next: link.next ?? '/', me: toMe(researcher) };
  const invited = await acceptInvitation(ctx, tokenHash, { cookieHash, expiresAt: now + SIGN_IN_LIFE });
  if (!invited) throw new AppError('sign_in_link_dead');
  return { cookie, next: '/', me: toMe(invited) };
}

/** Ends this browser's sign-in. Doing it without one changes nothing. */
export async function signOut({ db }: Ctx, cookie: string | undefined): Promise<void> {
  if (cookie === undefined) return;
  await db.delete(signIns).where(eq(signIns.cookieHash, await sha256(cookie)));
}
