import * as v from 'valibot';
import { RETENTION_NOTICE } from '../../wire/limits.ts';
import type { mails } from '../db/schema.ts';
import type { Ctx } from '../domain/context.ts';
import { expiringStudy } from '../domain/expiring.ts';
import { signInToken } from '../domain/sign-in-token.ts';
import { composeSessionMail, sessionOf } from './compose-session.ts';
import { invitationMail } from './templates/invitation.ts';
import type { Template } from './templates/letter.ts';
import { recordingMail } from './templates/recording.ts';
import { recordingsExpiringMail } from './templates/recordings-expiring.ts';
import { signInMail } from './templates/sign-in.ts';

type MailRow = typeof mails.$inferSelect;
export type Composed = Template | { skip: string };

/** What a mailed token is derived from (domain/sign-in-token.ts); `expiresAt` UTC ms. */
const sealed = { link: v.string(), kid: v.string(), expiresAt: v.number() };
const SignInData = v.object(sealed);
const InvitationData = v.object({ ...sealed, inviter: v.string(), workspace: v.string() });
const ExpiringData = v.object({ study: v.string(), due: v.number(), zone: v.string() });

/** Writes a mail from what is true now, not when it was planned; `skip` says why it must not leave. */
export async function composeMail(ctx: Ctx, row: MailRow): Promise<Composed> {
  switch (row.kind) {
    case 'sign_in':
      return composeSignIn(ctx, row);
    case 'invitation':
      return composeInvitation(ctx, row);
    case 'scheduled':
    case 'moved':
    case 'cancelled':
    case 'reminder_day':
    case 'reminder_hour':
    case 'time_asked':
    case 'times_offered':
      return composeSessionMail(ctx, row, row.kind);
    case 'recording_ready':
    case 'recording_failed':
      return composeRecording(ctx, row, row.kind);
    case 'recordings_expiring':
      return composeExpiring(ctx, row);
    default:
      row.kind satisfies never;
      return { skip: 'Nobody knows this kind of mail.' };
  }
}

async function composeExpiring(ctx: Ctx, row: MailRow): Promise<Composed> {
  const { study: id, due, zone } = v.parse(ExpiringData, row.data);
  const study = await expiringStudy(ctx, id, due);
  if (!study) return { skip: 'The recordings are kept longer, or are gone, by now.' };
  const url = `${ctx.env.APP_ORIGIN}/studies/${id}/settings`;
  return recordingsExpiringMail({ study, deletedAt: Math.max(due, ctx.now + RETENTION_NOTICE), zone, url });
}

async function composeSignIn(ctx: Ctx, row: MailRow): Promise<Composed> {
  const { link, kid, expiresAt } = v.parse(SignInData, row.data);
  if (expiresAt <= ctx.now) return { skip: 'The sign-in link had run out before the mail could be sent.' };
  const token = await signInToken(ctx.env.LINK_KEYS, kid, link);
  return signInMail({ url: `${ctx.env.APP_ORIGIN}/sign-in#${token}` });
}

async function composeInvitation(ctx: Ctx, row: MailRow): Promise<Composed> {
  const { link, kid, expiresAt, inviter, workspace } = v.parse(InvitationData, row.data);
  if (expiresAt <= ctx.now) return { skip: 'The invitation had run out before the mail could be sent.' };
  const token = await signInToken(ctx.env.LINK_KEYS, kid, link);
  return invitationMail({ name: row.toName, inviter, workspace, url: `${ctx.env.APP_ORIGIN}/sign-in#${token}` });
}

async function composeRecording(
  ctx: Ctx,
  row: MailRow,
  kind: 'recording_ready' | 'recording_failed',
): Promise<Composed> {
  const facts = await sessionOf(ctx, row);
  if (!facts) return { skip: 'The Session is gone.' };
  const { recording } = row.data;
  const page = typeof recording === 'string' ? `recordings/${recording}` : `studies/${facts.study.id}/completed`;
  const url = `${ctx.env.APP_ORIGIN}/${page}`;
  const reason = typeof row.data['reason'] === 'string' ? row.data['reason'] : null;
  return recordingMail({ kind, ...facts, url, reason });
}
