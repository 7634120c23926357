import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { AppError } from '../../wire/errors.ts';
import { mails } from '../db/schema.ts';
import { isSigned } from '../lib/webhook-signature.ts';
import type { SignedMessage } from '../lib/webhook-signature.ts';
import type { Ctx } from './context.ts';

const said = v.optional(v.string(), '');
/** What Resend tells of a mail it had taken; other events do not matter here. */
const ResendEvent = v.object({
  type: v.string(),
  data: v.object({
    email_id: v.optional(v.string()),
    bounce: v.optional(v.object({ message: said })),
    failed: v.optional(v.object({ reason: said })),
  }),
});

const CAME_BACK: Record<string, string> = {
  'email.bounced': 'The mail came back.',
  'email.failed': 'The mail service could not deliver it.',
  'email.suppressed': 'Mails to this address have come back before, so it is not written to any more.',
};

/**
 * A mail that had been taken came back: shown as failed, with the reason. The same message again changes nothing, as the mail is
 * failed already or left anew under another id. AppError `not_yours` for a wrong signature, `bad_input`, and `not_found` for a
 * mail we do not know, yet: Resend then says it again later.
 */
export async function takeResendEvent(ctx: Ctx, message: SignedMessage): Promise<void> {
  const secret = ctx.env.RESEND_WEBHOOK_SECRET;
  if (!secret || !(await isSigned(secret, message, ctx.now))) throw new AppError('not_yours');
  const event = v.safeParse(v.pipe(v.string(), v.parseJson(), ResendEvent), message.body);
  if (!event.success) throw new AppError('bad_input');
  const { type, data } = event.output;
  const reason = Object.hasOwn(CAME_BACK, type) ? CAME_BACK[type] : undefined;
  if (reason === undefined || data.email_id === undefined) return;
  const isIt = eq(mails.serviceId, data.email_id);
  const detail = data.bounce?.message ?? data.failed?.reason ?? '';
  const [[known]] = await ctx.db.batch([
    ctx.db.select({ id: mails.id }).from(mails).where(isIt),
    ctx.db
      .update(mails)
      .set({ status: 'failed', reason: `${reason} ${detail}`.trim() })
      .where(and(isIt, eq(mails.status, 'sent'))),
  ]);
  if (!known) throw new AppError('not_found');
}
