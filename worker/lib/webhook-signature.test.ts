import { expect, test } from 'vitest';
import { isSigned } from './webhook-signature.ts';

/** The example in Svix's own documentation. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"test": 2432232314}';
const timestamp = '1614265330';
const now = 1_614_265_330_000;
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp, signature, body };

test('a message signed with the secret is believed, also beside signatures of another key', async () => {
  expect(await isSigned(SECRET, message, now)).toBe(true);
  expect(await isSigned(SECRET, { ...message, signature: `v1,AAAA ${signature}` }, now)).toBe(true);
});

test('one changed in any part is not', async () => {
  const changes = [{ id: 'msg_2' }, { timestamp: '1614265331' }, { body: '{}' }, { signature: 'v1,AAAA' }];
  for (const change of changes) expect(await isSigned(SECRET, { ...message, ...change }, now)).toBe(false);
  expect(await isSigned(`whsec_${btoa('another secret')}`, message, now)).toBe(false);
  expect(await isSigned(SECRET, { ...message, timestamp: 'NaN' }, now)).toBe(false);
});

test('one from more than 5 minutes ago or ahead is not', async () => {
  expect(await isSigned(SECRET, message, now + 5 * 60_000)).toBe(true);
  expect(await isSigned(SECRET, message, now + 5 * 60_000 + 1)).toBe(false);
  expect(await isSigned(SECRET, message, now - 5 * 60_000 - 1)).toBe(false);
});
