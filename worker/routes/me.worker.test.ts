import { expect, test } from 'vitest';
import { mailedToken, mintCtx, mintResearcher, refusal, send, unique } from '../../test/world.ts';
import type { Me } from '../../wire/http.ts';
import { members } from '../db/schema.ts';
import { randomId } from '../lib/random.ts';
import { completeSignIn, requestSignIn } from '../domain/sign-in.ts';

test('a member changes their own name and zone', async () => {
  const { cookie } = await mintResearcher();
  const changed = await send('PATCH', '/api/me', { cookie, body: { name: 'Nora Ünal 🌿', zone: 'Asia/Tokyo' } });
  expect((await changed.json<Me>()).member).toMatchObject({ name: 'Nora Ünal 🌿', zone: 'Asia/Tokyo' });
  const again = (await (await send('GET', '/api/me', { cookie })).json()) as Me;
  expect(again.member).toMatchObject({ name: 'Nora Ünal 🌿', zone: 'Asia/Tokyo' });
  expect(await refusal(await send('PATCH', '/api/me', { cookie, body: { zone: 'Mars/Olympus' } }))).toBe(
    '422 bad_zone',
  );
  expect(await refusal(await send('PATCH', '/api/me', { cookie, body: { name: ' ' } }))).toBe('400 bad_input');
  expect(await refusal(await send('PATCH', '/api/me', { cookie, body: { email: 'x@example.org' } }))).toBe(
    '400 bad_input',
  );
});

test('the Owner changes the workspace, a Researcher may not', async () => {
  const owner = await mintResearcher({ relaxed: false });
  const body = { name: 'Field lab', relaxedBooking: true };
  const changed = (await (await send('PATCH', '/api/workspace', { cookie: owner.cookie, body })).json()) as Me;
  expect(changed.workspace).toMatchObject(body);
  const email = `${unique('member')}@example.org`;
  const ctx = mintCtx();
  const fields = { email, name: 'Mo', zone: 'UTC', role: 'researcher' as const, createdAt: ctx.now };
  await ctx.db.insert(members).values({ id: randomId(), workspaceId: owner.researcher.workspace.id, ...fields });
  await requestSignIn(ctx, { email });
  const { cookie, me } = await completeSignIn(ctx, await mailedToken(email));
  expect(me).toMatchObject({ member: { name: 'Mo', role: 'researcher' }, workspace: { name: 'Field lab' } });
  const signed = { cookie: `__Host-fieldroom=${cookie}` };
  expect(await refusal(await send('PATCH', '/api/workspace', { ...signed, body: { name: 'Mine' } }))).toBe(
    '403 not_yours',
  );
});

test('addresses nobody serves answer in the same form as errors do', async () => {
  const { cookie } = await mintResearcher();
  for (const path of ['/api', '/api/', '/api/nothing', '/api/studies/a/b/c']) {
    expect(await refusal(await send('GET', path, { cookie }))).toBe('404 not_found');
  }
  const response = await send('GET', '/api/me', { cookie });
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(response.headers.get('Strict-Transport-Security')).toContain('max-age');
});
