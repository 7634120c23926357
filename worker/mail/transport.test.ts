import { expect, test } from 'vitest';
import { startMailbox } from '../../dev/mailbox/server.ts';
import type { Env } from '../env.ts';
import { transportFor } from './transport.ts';

const mail = {
  key: 's1:1:scheduled:p1',
  to: { email: 'asha@example.org', name: 'Asha' },
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};
const envWith = (fields: Partial<Env>) =>
  ({ MAIL_TRANSPORT: 'mailbox', MAIL_FROM: 'no-reply@fieldroom.test', ...fields }) as Env;

test('the mailbox transport delivers once by key', async () => {
  const mailbox = await startMailbox();
  const send = transportFor(envWith({ MAILBOX_URL: mailbox.url }));
  expect(await send(mail)).toEqual({ ok: true });
  expect(await send(mail)).toEqual({ ok: true });
  expect(await (await fetch(`${mailbox.url}/api/mails`)).json()).toMatchObject([
    { from: { email: 'no-reply@fieldroom.test' }, to: mail.to, subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' },
  ]);
  await mailbox.stop();
});

test('a mailbox that refuses is worth another try', async () => {
  const mailbox = await startMailbox();
  const send = transportFor(envWith({ MAILBOX_URL: mailbox.url }));
  const tooLarge = { ...mail, html: 'x'.repeat(6 * 1024 * 1024) };
  expect(await send(tooLarge)).toMatchObject({ ok: false, permanent: false });
  await mailbox.stop();
  expect(await transportFor(envWith({}))(mail)).toMatchObject({ ok: false, permanent: false });
});

test('a line break in a name or subject becomes a space, and in an address the mail stays here', async () => {
  const mailbox = await startMailbox();
  const send = transportFor(envWith({ MAILBOX_URL: mailbox.url }));
  const name = 'Asha\r\nBcc: all@example.org';
  expect(await send({ ...mail, subject: 'Hello\n\nThere', to: { ...mail.to, name } })).toEqual({ ok: true });
  for (const email of ['a@example.org\nBcc: b@example.org', 'a@example.org, b@example.org', 'A <a@example.org>', 'a']) {
    expect(await send({ ...mail, key: email, to: { email, name: 'A' } })).toMatchObject({ ok: false, permanent: true });
  }
  expect(await (await fetch(`${mailbox.url}/api/mails`)).json()).toMatchObject([
    { subject: 'Hello There', to: { name: 'Asha Bcc: all@example.org' } },
  ]);
  await mailbox.stop();
});

test('the mailbox keeps the calendar part, readable and to be downloaded', async () => {
  const mailbox = await startMailbox();
  const calendar = { method: 'REQUEST' as const, text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
  await transportFor(envWith({ MAILBOX_URL: mailbox.url }))({ ...mail, calendar });
  expect(await (await fetch(`${mailbox.url}/api/mails`)).json()).toMatchObject([{ calendar }]);
  const file = await fetch(`${mailbox.url}/mails/1/session.ics`);
  expect(file.headers.get('Content-Type')).toContain('method=REQUEST');
  expect(await file.text()).toBe(calendar.text);
  expect(await (await fetch(`${mailbox.url}/mails/1`)).text()).toContain('Calendar part, REQUEST');
  await mailbox.stop();
});
