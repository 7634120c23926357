import type { Env } from '../env.ts';

/** A mail ready to go. `key` makes it once: a transport that sees it again does nothing. */
export interface OutgoingMail {
  to: { email: string; name: string };
  subject: string;
  text: string;
  html: string;
  key: string;
}

/** `permanent`: trying again is of no use (a suppressed or impossible address). */
export type SendResult =
  | { ok: true; /** Its id at the mail service, to match bounces. */ serviceId?: string }
  | { ok: false; permanent: boolean; reason: string };
export type SendMail = (mail: OutgoingMail) => Promise<SendResult>;

const FROM_NAME = 'Fieldroom';
/** A mailbox on the same machine that has not answered by then is not going to. */
const MAILBOX_PATIENCE = 10_000;

export function transportFor(env: Env): SendMail {
  switch (env.MAIL_TRANSPORT) {
    case 'mailbox':
      return (mail) => sendToMailbox(env, mail);
    case 'cloudflare':
      return (mail) => sendByCloudflare(env, mail);
    default:
      env.MAIL_TRANSPORT satisfies never;
      throw new Error('MAIL_TRANSPORT must be cloudflare or mailbox.');
  }
}

/** The local mailbox of a developer's machine (dev/mailbox). */
async function sendToMailbox(env: Env, { key, ...mail }: OutgoingMail): Promise<SendResult> {
  if (!env.MAILBOX_URL) return { ok: false, permanent: false, reason: 'MAILBOX_URL is not set.' };
  const response = await fetch(`${env.MAILBOX_URL}/api/mails`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({ from: { email: env.MAIL_FROM, name: FROM_NAME }, ...mail }),
    signal: AbortSignal.timeout(MAILBOX_PATIENCE),
  });
  await response.body?.cancel();
  if (response.ok) return { ok: true };
  return { ok: false, permanent: false, reason: `The mailbox answered ${response.status}.` };
}

/** Codes of Cloudflare Email Sending after which the same mail can only fail again. */
const PERMANENT = new Set([
  'E_RECIPIENT_SUPPRESSED',
  'E_SENDER_NOT_VERIFIED',
  'E_HEADER_NOT_ALLOWED',
  'E_VALIDATION_ERROR',
]);

/** Cloudflare Email Sending. It knows no idempotency key: the claim makes it once, the header shows a repeat to a human. */
async function sendByCloudflare(env: Env, { key, ...mail }: OutgoingMail): Promise<SendResult> {
  try {
    await env.EMAIL.send({
      ...mail,
      from: { email: env.MAIL_FROM, name: FROM_NAME },
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Fieldroom-Key': key },
    });
    return { ok: true };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { ok: false, permanent: PERMANENT.has(code), reason: `Cloudflare Email Sending refused it (${code}).` };
  }
}
