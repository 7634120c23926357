import { env } from 'cloudflare:workers';
import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { refusalOf } from '../../test/edge/planned-world.ts';
import type { Signed } from '../../test/world.ts';
import { mailedToken, mintCtx, mintResearcher, mintStudy, refusal, send, unique } from '../../test/world.ts';
import type { Me, Members } from '../../wire/http.ts';
import { INVITATION_LIFE } from '../../wire/limits.ts';
import { invitations, mails, members } from '../db/schema.ts';
import { composeMail } from '../mail/compose.ts';
import { completeSignIn } from './sign-in.ts';

const invite = ({ cookie }: Signed, email: string, name = 'Ben Ito') =>
  send('POST', '/api/workspace/invitations', { cookie, body: { email, name } });
const accept = (token: string) => send('POST', '/api/sign-in/complete', { body: { token } });
const membersOf = async ({ cookie }: Signed) =>
  (await send('GET', '/api/workspace/members', { cookie })).json<Members>();
/** The token of an invitation still in the outbox, as its mail holds it. */
async function invitedToken(email: string): Promise<string> {
  const ctx = mintCtx();
  const isInvitation = and(eq(mails.toEmail, email), eq(mails.kind, 'invitation'));
  const [mail] = await ctx.db
    .select()
    .from(mails)
    .where(isInvitation)
    .orderBy(sql`${mails}.rowid desc`);
  const composed = mail && (await composeMail(ctx, mail));
  const text = composed && 'text' in composed ? composed.text : '';
  return new RegExp(`${env.APP_ORIGIN}/sign-in#(\\S+)`).exec(text)?.[1] ?? '';
}

test('an invited person becomes a Researcher of that workspace at the press of a button, once', async () => {
  const owner = await mintResearcher();
  const email = `${unique('ben')}@example.org`;
  expect((await invite(owner, email)).status).toBe(202);
  expect(await membersOf(owner)).toMatchObject({
    members: [{ id: owner.researcher.id, role: 'owner' }],
    invitations: [{ email, name: 'Ben Ito' }],
  });
  const token = await invitedToken(email);
  const answer = await accept(token);
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-fieldroom=/);
  const { me } = await answer.json<{ me: Me }>();
  const { workspace, zone } = owner.researcher;
  expect(me).toMatchObject({
    member: { name: 'Ben Ito', email, zone, role: 'researcher' },
    workspace: { id: workspace.id, name: workspace.name },
  });
  expect(await refusal(await accept(token))).toBe('410 sign_in_link_dead');
  const after = await membersOf(owner);
  expect(after.members.map(({ email }) => email)).toContain(email);
  expect(after.invitations).toEqual([]);
  expect(await refusal(await invite(owner, email))).toBe('409 conflict');
});

test('only the Owner invites', async () => {
  const owner = await mintResearcher();
  const other = await mintResearcher();
  const { workspace } = owner.researcher;
  await mintCtx()
    .db.update(members)
    .set({ workspaceId: workspace.id, role: 'researcher' })
    .where(eq(members.id, other.researcher.id));
  expect(await refusal(await invite(other, `${unique('x')}@example.org`))).toBe('403 not_yours');
  expect((await membersOf(other)).members).toHaveLength(2);
  expect(await refusal(await invite({ ...owner, cookie: '' }, 'a@example.org'))).toBe('401 not_signed_in');
  expect(await refusal(await invite(owner, 'a@example.org\r\nBcc: b@example.org'))).toBe('400 bad_input');
  expect(await refusal(await invite(owner, 'a@example.org', 'A\nB'))).toBe('400 bad_input');
});

test('an invitation is good for 7 days, and a newer one takes its place', async () => {
  const owner = await mintResearcher();
  const email = `${unique('late')}@example.org`;
  await invite(owner, email);
  const first = await invitedToken(email);
  const [row] = await mintCtx().db.select().from(invitations).where(eq(invitations.email, email));
  const until = row?.expiresAt ?? 0;
  expect(until - Date.now()).toBeGreaterThan(INVITATION_LIFE - 60_000);
  expect(await refusalOf(completeSignIn(mintCtx(until), first))).toMatchObject({ code: 'sign_in_link_dead' });
  await invite(owner, email);
  const second = await invitedToken(email);
  expect(second).not.toBe(first);
  expect(await refusal(await accept(first))).toBe('410 sign_in_link_dead');
  expect((await membersOf(owner)).invitations).toHaveLength(1);
  expect(await refusalOf(completeSignIn(mintCtx(Date.now() + INVITATION_LIFE - 60_000), second))).toBeNull();
});

test('who owns an empty workspace comes over; who has Studies stays where they are', async () => {
  const owner = await mintResearcher();
  const empty = await mintResearcher();
  await invite(owner, empty.researcher.email);
  const token = await invitedToken(empty.researcher.email);
  const { me } = await (await accept(token)).json<{ me: Me }>();
  expect(me).toMatchObject({
    member: { id: empty.researcher.id, role: 'researcher' },
    workspace: { id: owner.researcher.workspace.id },
  });
  const busy = await mintResearcher();
  await mintStudy(busy);
  await invite(owner, busy.researcher.email);
  const refused = await accept(await invitedToken(busy.researcher.email));
  expect(await refusal(refused)).toBe('409 conflict');
  expect(refused.headers.getSetCookie()).toEqual([]);
  const me2 = await (await send('GET', '/api/me', { cookie: busy.cookie })).json<Me>();
  expect(me2.workspace.id).toBe(busy.researcher.workspace.id);
});

test('of two presses on one invitation one signs in, and one member is made', async () => {
  const owner = await mintResearcher();
  const email = `${unique('twice')}@example.org`;
  await invite(owner, email);
  const token = await invitedToken(email);
  const answers = await Promise.all([1, 2, 3].map(() => accept(token)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
  expect((await membersOf(owner)).members.filter((member) => member.email === email)).toHaveLength(1);
});

test('who signs in by themselves before they accept has an own workspace, and comes over when they do', async () => {
  const owner = await mintResearcher();
  const email = `${unique('both')}@example.org`;
  await invite(owner, email);
  await send('POST', '/api/sign-in', { body: { email } });
  const own = await (await accept(await mailedToken(email))).json<{ me: Me }>();
  expect(own.me.member.role).toBe('owner');
  const { me } = await (await accept(await invitedToken(email))).json<{ me: Me }>();
  expect(me).toMatchObject({ member: { id: own.me.member.id }, workspace: { id: owner.researcher.workspace.id } });
  expect(await refusal(await accept('x'.repeat(43)))).toBe('410 sign_in_link_dead');
});
