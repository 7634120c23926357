import type { Env } from '../../env.ts';
import type { OutgoingMail, SendResult } from '../outgoing.ts';
import { FROM_NAME } from '../outgoing.ts';

/** A mailbox on the same machine that has not answered by then is not going to. */
const PATIENCE = 10_000;

/** The local mailbox of a developer's machine (dev/mailbox). */
export async function sendToMailbox(env: Env, { key, ...mail }: OutgoingMail): Promise<SendResult> {
  if (!env.MAILBOX_URL) return { ok: false, permanent: false, reason: 'MAILBOX_URL is not set.' };
  const response = await fetch(`${env.MAILBOX_URL}/api/mails`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ from: { email: env.MAIL_FROM, name: FROM_NAME }, ...mail }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  await response.body?.cancel();
  if (response.ok) return { ok: true };
  return { ok: false, permanent: false, reason: `The mailbox answered ${response.status}.` };
}
