import { expect, test } from 'vitest';
import { guestSecret, linkUrl, participantSecret, sharePassMac, shareSecret, shareUrl, whoseSecret } from './links.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
const RING = JSON.stringify({ current: 'b', keys: { a: keyOf(1), b: keyOf(2) } });
const session = { id: 's1', linkKid: 'a', participantId: 'p1', participantLinkVersion: 1, guestLinkVersion: 1 };

test('a link holds 256 bits of secret in its fragment', async () => {
  const secret = await guestSecret(RING, session);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(linkUrl('https://fieldroom.test', 's1', secret)).toBe(`https://fieldroom.test/j/s1#${secret}`);
});

test('a secret tells the Participant from a Guest and says nothing to others', async () => {
  const guest = await guestSecret(RING, session);
  expect(await whoseSecret(RING, session, guest)).toBe('guest');
  expect(await whoseSecret(RING, session, await participantSecret(RING, session))).toBe('participant');
  expect(await whoseSecret(RING, { ...session, id: 's2' }, guest)).toBeNull();
  expect(await whoseSecret(RING, undefined, guest)).toBeNull();
  for (const malformed of ['', 'x', `${guest}x`, guest.slice(1), guest.toLowerCase(), '💥'.repeat(50)]) {
    expect(await whoseSecret(RING, session, malformed)).toBeNull();
  }
});

test('a raised version kills the old secret and only that one', async () => {
  const old = await guestSecret(RING, session);
  const raised = { ...session, guestLinkVersion: 2 };
  expect(await whoseSecret(RING, raised, old)).toBeNull();
  expect(await whoseSecret(RING, raised, await guestSecret(RING, raised))).toBe('guest');
  expect(await whoseSecret(RING, raised, await participantSecret(RING, session))).toBe('participant');
});

test('links of a Session outlive the change of the current key', async () => {
  const rotated = JSON.stringify({ current: 'c', keys: { a: keyOf(1), c: keyOf(3) } });
  expect(await whoseSecret(rotated, session, await guestSecret(RING, session))).toBe('guest');
});

test('a share link has a secret of its own, which opens no other link and signs no pass', async () => {
  const share = { id: 's1', linkKid: 'a' };
  const secret = await shareSecret(RING, share);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(shareUrl('https://fieldroom.test', 's1', secret)).toBe(`https://fieldroom.test/r/s1#${secret}`);
  expect(await whoseSecret(RING, session, secret)).toBeNull();
  const all = await Promise.all([
    shareSecret(RING, share),
    shareSecret(RING, { ...share, id: 's2' }),
    shareSecret(RING, { ...share, linkKid: 'b' }),
    sharePassMac(RING, share, ''),
    sharePassMac(RING, share, 'viewer'),
    sharePassMac(RING, { ...share, id: 's2' }, 'viewer'),
  ]);
  expect([all[0], new Set(all).size]).toEqual([secret, 6]);
});
