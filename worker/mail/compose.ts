import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { members, participants, sessions, studies } from '../db/schema.ts';
import type { mails } from '../db/schema.ts';
import type { Ctx } from '../domain/context.ts';
import { linkUrl, participantSecret, researcherLink } from '../domain/links.ts';
import { signInToken } from '../domain/sign-in-token.ts';
import { recordingMail } from './templates/recording.ts';
import { scheduledMail } from './templates/scheduled.ts';
import { signInMail } from './templates/sign-in.ts';
import type { Template } from './templates/layout.ts';

type MailRow = typeof mails.$inferSelect;
export type Composed = Template | { skip: string };

const SignInData = v.object({ link: v.string(), kid: v.string(), expiresAt: v.number() });
const ScheduledData = v.object({ role: v.picklist(['participant', 'host']), scheduleVersion: v.number() });

/** Writes a mail from what is true now, not when it was planned; `skip` says why it must not leave. */
export async function composeMail(ctx: Ctx, row: MailRow): Promise<Composed> {
  switch (row.kind) {
    case 'sign_in':
      return composeSignIn(ctx, row);
    case 'scheduled':
    case 'moved':
    case 'cancelled':
    case 'reminder_day':
    case 'reminder_hour':
    case 'time_asked':
    case 'times_offered':
      return composeScheduled(ctx, row);
    case 'invitation':
      return { skip: 'Invitations are not written yet.' };
    case 'recording_ready':
    case 'recording_failed':
      return composeRecording(ctx, row, row.kind);
    default:
      row.kind satisfies never;
      return { skip: 'Nobody knows this kind of mail.' };
  }
}

async function composeSignIn(ctx: Ctx, row: MailRow): Promise<Composed> {
  const { link, kid, expiresAt } = v.parse(SignInData, row.data);
  if (expiresAt <= ctx.now) return { skip: 'The sign-in link had run out before the mail could be sent.' };
  const token = await signInToken(ctx.env.LINK_KEYS, kid, link);
  return signInMail({ url: `${ctx.env.APP_ORIGIN}/sign-in#${token}` });
}

async function composeScheduled(ctx: Ctx, row: MailRow): Promise<Composed> {
  const { role, scheduleVersion } = v.parse(ScheduledData, row.data);
  const facts = await sessionOf(ctx, row);
  if (!facts || facts.session.status !== 'scheduled') return { skip: 'The Session is no longer scheduled.' };
  if (facts.session.scheduleVersion !== scheduleVersion) return { skip: 'The Session was moved meanwhile.' };
  const { session, study, participant, host } = facts;
  const joinUrl =
    role === 'participant'
      ? linkUrl(ctx.env.APP_ORIGIN, session.id, await participantSecret(ctx.env.LINK_KEYS, session))
      : researcherLink(ctx.env.APP_ORIGIN, session.id);
  const zone = role === 'participant' ? participant.zone : host.zone;
  return scheduledMail({ role, session, study, participant, host, zone, joinUrl });
}

async function composeRecording(
  ctx: Ctx,
  row: MailRow,
  kind: 'recording_ready' | 'recording_failed',
): Promise<Composed> {
  const facts = await sessionOf(ctx, row);
  if (!facts) return { skip: 'The Session is gone.' };
  const url = `${ctx.env.APP_ORIGIN}/studies/${facts.study.id}/completed`;
  const reason = typeof row.data['reason'] === 'string' ? row.data['reason'] : null;
  return recordingMail({ kind, ...facts, url, reason });
}

async function sessionOf({ db }: Ctx, row: MailRow) {
  if (row.sessionId === null) return undefined;
  const [facts] = await db
    .select({ session: sessions, study: studies, participant: participants, host: members })
    .from(sessions)
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .innerJoin(members, eq(members.id, sessions.hostId))
    .where(eq(sessions.id, row.sessionId));
  return facts;
}
