import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Signed } from '../../test/world.ts';
import { mintCtx, mintResearcher, mintSession, mintStudy, refusal, send, unique } from '../../test/world.ts';
import type { Members, SessionRow } from '../../wire/http.ts';
import { auditLog, members, sessions } from '../db/schema.ts';

const end = ({ cookie }: Signed, id: string) => send('DELETE', `/api/workspace/members/${id}`, { cookie });
const withdraw = ({ cookie }: Signed, email: string) =>
  send('POST', '/api/workspace/invitations/withdraw', { cookie, body: { email } });

/** Somebody who belongs to the Owner's workspace as a Researcher. */
async function mintColleague(owner: Signed): Promise<Signed> {
  const colleague = await mintResearcher();
  await mintCtx()
    .db.update(members)
    .set({ workspaceId: owner.researcher.workspace.id, role: 'researcher' })
    .where(eq(members.id, colleague.researcher.id));
  return colleague;
}

test('a membership that ends is over at once: signed out everywhere, and later in an empty workspace', async () => {
  const owner = await mintResearcher();
  const colleague = await mintColleague(owner);
  const study = await mintStudy(owner);
  expect((await send('GET', `/api/studies/${study.id}`, { cookie: colleague.cookie })).status).toBe(200);
  const left = await end(owner, colleague.researcher.id);
  expect((await left.json<Members>()).members.map(({ id }) => id)).toEqual([owner.researcher.id]);
  expect(await refusal(await send('GET', '/api/me', { cookie: colleague.cookie }))).toBe('401 not_signed_in');
  const again = await mintResearcher({ email: colleague.researcher.email });
  expect(again.researcher.workspace.id).not.toBe(owner.researcher.workspace.id);
  expect(await refusal(await send('GET', `/api/studies/${study.id}`, { cookie: again.cookie }))).toBe('404 not_found');
  const proof = await mintCtx()
    .db.select()
    .from(auditLog)
    .where(eq(auditLog.workspaceId, owner.researcher.workspace.id));
  expect(proof.map(({ kind }) => kind)).toEqual(['membership_ended']);
  expect(await refusal(await end(owner, colleague.researcher.id))).toBe('404 not_found');
});

test('whoever hosts a Session still scheduled stays until it is cancelled or over', async () => {
  const owner = await mintResearcher();
  const colleague = await mintColleague(owner);
  const session: SessionRow = await mintSession(owner, await mintStudy(owner));
  const { db } = mintCtx();
  await db.update(sessions).set({ hostId: colleague.researcher.id }).where(eq(sessions.id, session.id));
  expect(await refusal(await end(owner, colleague.researcher.id))).toBe('409 conflict');
  expect((await send('GET', '/api/me', { cookie: colleague.cookie })).status).toBe(200);
  await db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, session.id));
  expect((await end(owner, colleague.researcher.id)).status).toBe(200);
});

test('only the Owner ends memberships and takes invitations back, and never their own', async () => {
  const owner = await mintResearcher();
  const colleague = await mintColleague(owner);
  const stranger = await mintResearcher();
  expect(await refusal(await end(colleague, owner.researcher.id))).toBe('403 owner_only');
  expect(await refusal(await withdraw(colleague, 'a@example.org'))).toBe('403 owner_only');
  expect(await refusal(await end(owner, owner.researcher.id))).toBe('409 conflict');
  expect(await refusal(await end(stranger, colleague.researcher.id))).toBe('404 not_found');
});

test('an invitation taken back is gone from the list', async () => {
  const owner = await mintResearcher();
  const email = `${unique('ben')}@example.org`;
  await send('POST', '/api/workspace/invitations', { cookie: owner.cookie, body: { email, name: 'Ben' } });
  expect((await (await withdraw(owner, email)).json<Members>()).invitations).toEqual([]);
  expect((await (await withdraw(owner, email)).json<Members>()).invitations).toEqual([]);
});
