import type { Env } from '../../env.ts';
import type { OutgoingMail, SendResult } from '../outgoing.ts';
import { AUTO_SUBMITTED, CALENDAR_NAME, calendarType, FROM_NAME } from '../outgoing.ts';

/** Codes of Cloudflare Email Sending after which the same mail can only fail again, in words for the Researcher. */
const PERMANENT: Record<string, string> = {
  E_RECIPIENT_SUPPRESSED: 'Mails to this address have come back before, so it is not written to any more.',
  E_SENDER_NOT_VERIFIED: 'Cloudflare Email Sending does not know the address this deployment sends from.',
  E_HEADER_NOT_ALLOWED: 'Cloudflare Email Sending refused a header of the mail.',
  E_VALIDATION_ERROR: 'Cloudflare Email Sending refused the mail or its address.',
};

/** Cloudflare Email Sending. It knows no idempotency key: the claim makes it once, the header shows a repeat to a human. */
export async function sendByCloudflare(env: Env, { key, calendar, ...mail }: OutgoingMail): Promise<SendResult> {
  try {
    const { messageId } = await env.EMAIL.send({
      ...mail,
      from: { email: env.MAIL_FROM, name: FROM_NAME },
      headers: { ...AUTO_SUBMITTED, 'X-Fieldroom-Key': key },
      // A string is taken as it is, not as base64.
      ...(calendar
        ? {
            attachments: [
              {
                disposition: 'attachment',
                filename: CALENDAR_NAME,
                type: calendarType(calendar),
                content: calendar.text,
              },
            ],
          }
        : {}),
    });
    return { ok: true, serviceId: messageId };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const known = Object.hasOwn(PERMANENT, code) ? PERMANENT[code] : undefined;
    return known === undefined
      ? { ok: false, permanent: false, reason: `Cloudflare Email Sending did not take it (${code}).` }
      : { ok: false, permanent: true, reason: known };
  }
}
