import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { transportFor } from '../transport.ts';

const mail = {
  key: 's1:1:scheduled:participant',
  to: { email: 'asha@example.org', name: 'Asha' },
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
  calendar: { method: 'REQUEST' as const, text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
};

test('Cloudflare Email Sending, as simulated here, takes a mail with headers of ours and a calendar part', async () => {
  const send = transportFor({ ...env, MAIL_TRANSPORT: 'cloudflare' });
  expect(await send(mail)).toEqual({ ok: true, serviceId: expect.any(String) });
});
