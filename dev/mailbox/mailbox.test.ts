import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startMailbox } from './server.ts';

const mail = {
  from: { email: 'no-reply@fieldroom.test', name: 'Fieldroom' },
  to: { email: 'Asha@Example.org', name: 'Asha <b>' },
  subject: 'Hello <script>alert(1)</script>',
  text: 'Open https://fieldroom.test/j/1#secret now',
  html: '<!doctype html><html><head></head><body><p>Hello "you"</p></body></html>',
};

const post = (url: string, body: unknown, key = '') =>
  fetch(`${url}/api/mails`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: key === '' ? {} : { 'Idempotency-Key': key },
  });
const list = async (url: string, query = '') => (await fetch(`${url}/api/mails${query}`)).json();

test('a mail that comes twice by one idempotency key is stored once', async () => {
  const mailbox = await startMailbox();
  expect((await post(mailbox.url, mail, 'k1')).status).toBe(201);
  expect((await post(mailbox.url, mail, 'k1')).status).toBe(200);
  expect((await post(mailbox.url, mail, 'k2')).status).toBe(201);
  expect(await list(mailbox.url)).toHaveLength(2);
  await mailbox.stop();
});

test('the list is newest first and can be asked for one address', async () => {
  const mailbox = await startMailbox();
  await post(mailbox.url, { ...mail, subject: 'one' });
  await post(mailbox.url, { ...mail, subject: 'two', to: { email: 'ben@example.org', name: 'Ben' } });
  await post(mailbox.url, { ...mail, subject: 'three' });
  expect(await list(mailbox.url)).toMatchObject([{ subject: 'three' }, { subject: 'two' }, { subject: 'one' }]);
  expect(await list(mailbox.url, '?to=ben@example.org')).toMatchObject([{ subject: 'two' }]);
  await mailbox.stop();
});

test('a restart keeps the mails, and a line cut off by a kill is dropped', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailbox-'));
  const file = join(folder, 'deep', 'mailbox.json');
  const first = await startMailbox({ file });
  await post(first.url, mail, 'k1');
  await first.stop();
  appendFileSync(file, '{"id":2,"subj');
  const second = await startMailbox({ file });
  await post(second.url, { ...mail, subject: 'after' }, 'k2');
  await post(second.url, mail, 'k1');
  await second.stop();
  const third = await startMailbox({ file });
  expect(await list(third.url)).toMatchObject([{ id: 2, subject: 'after' }, { id: 1 }]);
  await third.stop();
  rmSync(folder, { recursive: true });
});

test('pages escape what people wrote and frame the mail so that it runs nothing', async () => {
  const mailbox = await startMailbox();
  await post(mailbox.url, mail);
  const overview = await (await fetch(mailbox.url)).text();
  const page = await (await fetch(`${mailbox.url}/mails/1`)).text();
  expect(overview).toContain('Hello &lt;script&gt;');
  expect(overview).not.toContain('<script>alert');
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).toContain('Hello &quot;you&quot;');
  expect(page).toContain('<a href="https://fieldroom.test/j/1#secret"');
  await mailbox.stop();
});

test('what is no mail is refused and what is not there is a 404', async () => {
  const mailbox = await startMailbox();
  expect((await post(mailbox.url, 'no json')).status).toBe(400);
  expect((await post(mailbox.url, { ...mail, subject: 'a\nBcc: b@example.org' })).status).toBe(400);
  expect((await post(mailbox.url, { ...mail, to: { email: 'x@y.z\r\n', name: 'X' } })).status).toBe(400);
  expect((await post(mailbox.url, { ...mail, html: 'x'.repeat(6 * 1024 * 1024) })).status).toBe(413);
  expect((await fetch(`${mailbox.url}/mails/7`)).status).toBe(404);
  expect((await fetch(mailbox.url, { method: 'DELETE' })).status).toBe(405);
  await mailbox.stop();
});
