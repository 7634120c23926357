import * as v from 'valibot';
import type { Env } from '../../env.ts';
import { toBase64 } from '../../lib/keys.ts';
import type { OutgoingMail, SendResult } from '../outgoing.ts';
import { AUTO_SUBMITTED, CALENDAR_NAME, calendarType, FROM_NAME } from '../outgoing.ts';

const API = 'https://api.resend.com';
/** Well inside the claim's lease; what has not answered by then is asked again under the same key. */
const PATIENCE = 20_000;
/** What Resend takes as an idempotency key, characters. */
const KEY_MAX = 256;

const Taken = v.object({ id: v.string() });
const Refusal = v.object({ name: v.optional(v.string(), ''), message: v.optional(v.string(), '') });

/** Resend, by HTTP: a key it has seen within a day is answered as before, and nothing is sent again. */
export async function sendByResend(env: Env, mail: OutgoingMail): Promise<SendResult> {
  if (!env.RESEND_API_KEY) return { ok: false, permanent: false, reason: 'RESEND_API_KEY is not set.' };
  const response = await fetch(`${env.RESEND_API_URL ?? API}/emails`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${env.RESEND_API_KEY}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': mail.key.slice(0, KEY_MAX),
    },
    body: JSON.stringify(toBody(env, mail)),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const isJson = response.headers.get('Content-Type')?.includes('json') === true;
  const body: unknown = isJson ? await response.json() : await response.text();
  if (response.ok) {
    const taken = v.safeParse(Taken, body);
    return taken.success ? { ok: true, serviceId: taken.output.id } : { ok: true };
  }
  const refusal = v.safeParse(Refusal, body);
  return refused(response.status, refusal.success ? refusal.output : { name: '', message: '' });
}

function toBody(env: Env, { to, subject, text, html, calendar }: OutgoingMail) {
  const attachment = calendar && {
    filename: CALENDAR_NAME,
    content_type: calendarType(calendar),
    content: toBase64(new TextEncoder().encode(calendar.text)),
  };
  return {
    from: mailbox({ name: FROM_NAME, email: env.MAIL_FROM }),
    to: [mailbox(to)],
    subject,
    text,
    html,
    headers: AUTO_SUBMITTED,
    ...(attachment ? { attachments: [attachment] } : {}),
  };
}

/** `"Name" <address>`; a quote or backslash in the name is escaped (RFC 5322 3.2.4). */
const mailbox = ({ name, email }: { name: string; email: string }): string =>
  `"${name.replace(/["\\]/g, '\\$&')}" <${email}>`;

/** Worth another try: Resend busy, down, or still at the same mail. All else is the mail's or the configuration's fault. */
function refused(status: number, { name, message }: v.InferOutput<typeof Refusal>): SendResult {
  // The key was used with other words: the mail was taken before, and a name or title has been changed since.
  if (name === 'invalid_idempotent_request') return { ok: true };
  const isPassing = status === 429 || status >= 500 || status === 408 || name === 'concurrent_idempotent_requests';
  const said = message === '' ? `It answered ${status}.` : `It said: ${message}`;
  return isPassing
    ? { ok: false, permanent: false, reason: `Resend could not take the mail just now. ${said}` }
    : { ok: false, permanent: true, reason: `Resend refused the mail. ${said}` };
}
