import { expect, test } from 'vitest';
import { hashPasscode, isPasscode } from './passcode.ts';

test('a passcode is kept so that it can be compared and not be read, and never twice the same', async () => {
  const [first, second] = await Promise.all([hashPasscode('blue whale'), hashPasscode('blue whale')]);
  expect(first).not.toBe(second);
  expect(first).not.toContain('blue');
  expect(await isPasscode('blue whale', first)).toBe(true);
  for (const wrong of ['', 'blue whal', 'Blue whale', 'blue whale ', first]) {
    expect(await isPasscode(wrong, first)).toBe(false);
  }
});

test('a passcode kept with fewer rounds, from before they were raised, is still known', async () => {
  const salt = Buffer.from('0123456789abcdef');
  const key = await crypto.subtle.importKey('raw', Buffer.from('tiger'), 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 1000 }, key, 256);
  const kept = `1000.${salt.toString('base64url')}.${Buffer.from(bits).toString('base64url')}`;
  expect([await isPasscode('tiger', kept), await isPasscode('lion', kept)]).toEqual([true, false]);
});
