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
  expect(await send({ ...mail, subject: 'two\nlines' })).toMatchObject({ ok: false, permanent: false });
  await mailbox.stop();
  expect(await transportFor(envWith({}))(mail)).toMatchObject({ ok: false, permanent: false });
});
