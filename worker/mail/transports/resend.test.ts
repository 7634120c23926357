import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Env } from '../../env.ts';
import { transportFor } from '../transport.ts';

interface Answer {
  status: number;
  body: unknown;
}
interface Taken {
  headers: IncomingHttpHeaders;
  path: string | undefined;
  body: Record<string, unknown>;
}

/** A server that speaks Resend's side, with the answers it is given, the last one for good. */
async function startResend(answers: Answer[]) {
  const taken: Taken[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      const answer = answers[Math.min(taken.length, answers.length - 1)];
      taken.push({ headers: request.headers, path: request.url, body });
      response.writeHead(answer?.status ?? 500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(answer?.body ?? {}));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    MAIL_TRANSPORT: 'resend',
    MAIL_FROM: 'no-reply@fieldroom.test',
    RESEND_API_KEY: 're_secret',
    RESEND_API_URL: url,
  } as Env;
  return { taken, send: transportFor(env), stop: () => server.close() };
}

const mail = {
  key: 's1:1:scheduled:participant',
  to: { email: 'asha@example.org', name: 'Asha "A" Rao' },
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

test('Resend gets the mail with its key, the calendar part and the mark of an automatic mail', async () => {
  const { taken, send, stop } = await startResend([{ status: 200, body: { id: 'r1' } }]);
  const calendar = { method: 'REQUEST' as const, text: 'BEGIN:VCALENDAR\r\nSUMMARY:Zoë\r\nEND:VCALENDAR\r\n' };
  expect(await send({ ...mail, calendar })).toEqual({ ok: true, serviceId: 'r1' });
  const [request] = taken;
  if (!request || taken.length > 1) throw new Error('Resend is asked once.');
  const { headers, path, body } = request;
  expect(path).toBe('/emails');
  expect(headers).toMatchObject({ authorization: 'Bearer re_secret', 'idempotency-key': mail.key });
  expect(body).toMatchObject({
    from: '"Fieldroom" <no-reply@fieldroom.test>',
    to: ['"Asha \\"A\\" Rao" <asha@example.org>'],
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: [{ filename: 'session.ics', content_type: 'text/calendar; charset=utf-8; method=REQUEST' }],
  });
  const [attachment] = body['attachments'] as { content: string }[];
  expect(Buffer.from(attachment?.content ?? '', 'base64').toString('utf8')).toBe(calendar.text);
  stop();
});

test('what Resend refuses is final and says why; what it cannot do just now is worth another try', async () => {
  const answers = [
    { status: 422, body: { name: 'validation_error', message: 'Invalid `to` field.' } },
    { status: 403, body: { name: 'invalid_api_key', message: 'API key is invalid' } },
    { status: 429, body: { name: 'rate_limit_exceeded', message: 'Too many requests.' } },
    { status: 500, body: { name: 'internal_server_error', message: 'Oh no.' } },
    { status: 409, body: { name: 'concurrent_idempotent_requests', message: 'In progress.' } },
  ];
  const { send, stop } = await startResend(answers);
  expect(await send(mail)).toEqual({
    ok: false,
    permanent: true,
    reason: 'Resend refused the mail. It said: Invalid `to` field.',
  });
  expect(await send(mail)).toMatchObject({ ok: false, permanent: true });
  for (let i = 2; i < answers.length; i++) expect(await send(mail)).toMatchObject({ ok: false, permanent: false });
  stop();
});

test('a mail whose key Resend has seen with other words was taken before, and counts as sent', async () => {
  const { send, stop } = await startResend([{ status: 409, body: { name: 'invalid_idempotent_request' } }]);
  expect(await send(mail)).toEqual({ ok: true });
  stop();
});

test('without a key to Resend nothing is tried', async () => {
  const env = { MAIL_TRANSPORT: 'resend', MAIL_FROM: 'no-reply@fieldroom.test' } as Env;
  expect(await transportFor(env)(mail)).toMatchObject({ ok: false, permanent: false });
});
