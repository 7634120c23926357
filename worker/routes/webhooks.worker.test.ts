import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { mintCtx, mintResearcher, mintSession, mintStudy, refusal, send, unique } from '../../test/world.ts';
import { mails } from '../db/schema.ts';
import { drainOutbox } from '../mail/drain.ts';
import type { OutgoingMail } from '../mail/outgoing.ts';

/** A mail that Resend had taken as `serviceId`. */
async function mintTaken() {
  const signed = await mintResearcher();
  const email = `${unique('asha')}@example.org`;
  await mintSession(signed, await mintStudy(signed), { participant: { name: 'Asha', email } });
  const serviceId = unique('r');
  const drain = async (id: string) => {
    const sent: OutgoingMail[] = [];
    await drainOutbox(mintCtx(), async (mail) => {
      sent.push(mail);
      return { ok: true, serviceId: mail.to.email === email ? id : unique('other') };
    });
    return sent.filter(({ to }) => to.email === email);
  };
  await drain(serviceId);
  const row = async () => (await mintCtx().db.select().from(mails).where(eq(mails.toEmail, email)))[0];
  return { ...signed, serviceId, drain, row };
}

/** Posts an event signed as Resend signs it. */
async function post(event: unknown, { secret = env.RESEND_WEBHOOK_SECRET ?? '', at = Date.now() } = {}) {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(at / 1_000));
  const bytes = Uint8Array.from(atob(secret.replace('whsec_', '')), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`msg_1.${timestamp}.${body}`));
  const signature = `v1,${btoa(String.fromCharCode(...new Uint8Array(signed)))}`;
  const headers = { 'svix-id': 'msg_1', 'svix-timestamp': timestamp, 'svix-signature': signature };
  return send('POST', '/api/webhooks/resend', { body, headers });
}
const bounce = (id: string) => ({ type: 'email.bounced', data: { email_id: id, bounce: { message: 'No such box.' } } });

test('a mail that came back is shown as failed with the reason, and can be sent again under another key', async () => {
  const { serviceId, row, drain, cookie } = await mintTaken();
  const first = await row();
  expect((await post(bounce(serviceId))).status).toBe(204);
  expect(await row()).toMatchObject({ status: 'failed', reason: 'The mail came back. No such box.' });
  await send('POST', `/api/mails/${first?.id}/send-now`, { cookie });
  await mintCtx()
    .db.update(mails)
    .set({ dueAt: 0 })
    .where(eq(mails.id, first?.id ?? ''));
  const [again] = await drain('r-again');
  expect(again?.key).toBe(`${first?.key}:after:${serviceId}`);
  expect((await post(bounce(serviceId))).status).toBe(404);
  expect(await row()).toMatchObject({ status: 'sent', serviceId: 'r-again', reason: null });
});

test('nobody else can say so, nor say it later again', async () => {
  const { serviceId, row } = await mintTaken();
  const forged = [{ secret: `whsec_${btoa('guess')}` }, { at: Date.now() - 6 * 60_000 }];
  for (const how of forged) expect(await refusal(await post(bounce(serviceId), how))).toBe('403 not_yours');
  expect(await row()).toMatchObject({ status: 'sent' });
});

test('what does not concern us is taken without a change; what is no event is refused', async () => {
  const { serviceId, row } = await mintTaken();
  expect((await post({ type: 'email.opened', data: { email_id: serviceId } })).status).toBe(204);
  expect(await row()).toMatchObject({ status: 'sent' });
  expect(await refusal(await post({ type: 'email.bounced' }))).toBe('400 bad_input');
  expect(await refusal(await post(bounce('unknown')))).toBe('404 not_found');
});
