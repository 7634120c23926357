import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { isSame, randomId, randomToken } from './random.ts';
import { signTicket, verifyTicket } from './tokens.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte);
const ring = (current: string, keys: Record<string, Buffer>) =>
  JSON.stringify({
    current,
    keys: Object.fromEntries(Object.entries(keys).map(([kid, key]) => [kid, key.toString('base64url')])),
  });
const RING = ring('a', { a: keyOf(1) });
const NOW = Date.parse('2026-03-01T12:00:00Z');
const claims = {
  seat: 'seat1',
  session: 's1',
  role: 'guest' as const,
  name: 'Zoë 🎧',
  person: null,
  linkVersion: 3,
};

test('a ticket carries its claims for 60 seconds', async () => {
  const ticket = await signTicket(RING, claims, NOW);
  expect(await verifyTicket(RING, ticket, NOW + 59_000)).toEqual({ ...claims, jti: expect.any(String) });
  await expect(verifyTicket(RING, ticket, NOW + 60_000)).rejects.toMatchObject({ code: 'ticket_bad' });
});

test('a ticket outlives a change of keys while the old key is in the ring', async () => {
  const ticket = await signTicket(RING, claims, NOW);
  const rotated = ring('b', { a: keyOf(1), b: keyOf(2) });
  expect(await verifyTicket(rotated, ticket, NOW)).toMatchObject({ seat: 'seat1' });
  await expect(verifyTicket(ring('b', { b: keyOf(2) }), ticket, NOW)).rejects.toMatchObject({ code: 'ticket_bad' });
});

test('no ticket but our own kind is taken', async () => {
  const token = (header: { alg: string; kid?: string; typ?: string }, audience: string, key = keyOf(1)) =>
    new SignJWT({ ...claims, jti: 'x' })
      .setProtectedHeader(header)
      .setIssuer('fieldroom')
      .setAudience(audience)
      .setExpirationTime(NOW / 1000 + 60)
      .sign(key);
  const good = { alg: 'HS256', kid: 'a', typ: 'ws+jwt' };
  expect(await verifyTicket(RING, await token(good, 'room'), NOW)).toMatchObject({ seat: 'seat1' });
  const bad = [
    await token(good, 'elsewhere'),
    await token({ ...good, typ: 'JWT' }, 'room'),
    await token({ ...good, kid: '__proto__' }, 'room'),
    await token({ alg: 'HS256', typ: 'ws+jwt' }, 'room'),
    await token({ ...good, alg: 'HS512' }, 'room', Buffer.alloc(64, 1)),
    await token(good, 'room', keyOf(9)),
    'garbage',
    '',
    `${btoa('{"alg":"none","typ":"ws+jwt","kid":"a"}')}.e30.`,
  ];
  for (const ticket of bad) {
    await expect(verifyTicket(RING, ticket, NOW)).rejects.toMatchObject({ code: 'ticket_bad' });
  }
});

test('random names and secrets have their length and do not repeat', () => {
  const ids = new Set(Array.from({ length: 1000 }, randomId));
  expect(ids.size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[2-9a-z]{16}$/);
  expect(randomToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test('texts are compared whole', async () => {
  expect(await isSame('abc', 'abc')).toBe(true);
  expect(await isSame('abc', 'abd')).toBe(false);
  expect(await isSame('abc', 'ab')).toBe(false);
});
