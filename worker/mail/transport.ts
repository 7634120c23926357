import type { Env } from '../env.ts';
import type { OutgoingMail, SendMail, SendResult } from './outgoing.ts';
import { sendByCloudflare } from './transports/cloudflare.ts';
import { sendToMailbox } from './transports/mailbox.ts';
import { sendByResend } from './transports/resend.ts';

/** The transport a deployment is configured for. It only ever sees header fields of one line. */
export function transportFor(env: Env): SendMail {
  const send = SENDERS[env.MAIL_TRANSPORT];
  return async (mail) => {
    if (!isAddress(mail.to.email)) {
      return { ok: false, permanent: true, reason: 'That mail address cannot be written to.' };
    }
    return send(env, { ...mail, subject: oneLine(mail.subject), to: { ...mail.to, name: oneLine(mail.to.name) } });
  };
}

const SENDERS: Record<Env['MAIL_TRANSPORT'], (env: Env, mail: OutgoingMail) => Promise<SendResult>> = {
  mailbox: sendToMailbox,
  cloudflare: sendByCloudflare,
  resend: sendByResend,
};

/** A line break in a header field would begin another header (RFC 5322 2.2): no name or title may do that. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** One address and nothing beside it: no second one after a comma, no display name, no header. */
const isAddress = (email: string): boolean => /^[^\s\p{Cc}<>,;:"()[\]\\@]+@[^\s\p{Cc}<>,;:"()[\]\\@]+$/u.test(email);
