import { and, eq, gte } from 'drizzle-orm';
import * as v from 'valibot';
import { attendance, members, participants, seats, sessions, studies } from '../db/schema.ts';
import type { mails } from '../db/schema.ts';
import type { Ctx } from '../domain/context.ts';
import { linkUrl, participantSecret, researcherLink } from '../domain/links.ts';
import { calendarPart } from './calendar.ts';
import type { CalendarPart } from './calendar.ts';
import type { Template } from './templates/letter.ts';
import type { SessionFacts, SessionMailKind } from './templates/session-facts.ts';
import { toHost } from './templates/to-host.ts';
import { toParticipant } from './templates/to-participant.ts';
import { whyNot } from './why-not.ts';

type MailRow = typeof mails.$inferSelect;

/** What the outbox holds for these; `by` is the name of who moved or cancelled it. */
const Data = v.object({
  role: v.picklist(['participant', 'host']),
  scheduleVersion: v.number(),
  reason: v.optional(v.string(), ''),
  by: v.optional(v.nullable(v.string()), null),
});
type Data = v.InferOutput<typeof Data>;
type Joined = NonNullable<Awaited<ReturnType<typeof sessionOf>>>;

/** A Session's mail as its Session stands now, or why it must not leave. */
export async function composeSessionMail(
  ctx: Ctx,
  row: MailRow,
  kind: SessionMailKind,
): Promise<Template | { skip: string }> {
  const data = v.parse(Data, row.data);
  const joined = await sessionOf(ctx, row);
  if (!joined) return { skip: 'The Session is gone.' };
  const hasJoined = isReminder(kind) && (await wasIn(ctx, joined, data.role));
  const skip = whyNot({ kind, scheduleVersion: data.scheduleVersion, hasJoined, now: ctx.now }, joined.session);
  if (skip !== null) return { skip };
  const facts = await factsOf(ctx, joined, data);
  const letter = letterOf(kind, data.role, facts);
  const method = METHODS[kind];
  return method ? { ...letter, calendar: calendarOf(ctx, row, method, joined, facts) } : letter;
}

const isReminder = (kind: SessionMailKind): boolean => kind === 'reminder_day' || kind === 'reminder_hour';

/** Which mails carry a calendar part. */
const METHODS: { [kind in SessionMailKind]?: CalendarPart['method'] } = {
  scheduled: 'REQUEST',
  moved: 'REQUEST',
  cancelled: 'CANCEL',
};

function letterOf(kind: SessionMailKind, role: Data['role'], facts: SessionFacts): Template {
  if (role === 'participant' && kind !== 'time_asked') return toParticipant(kind, facts);
  if (role === 'host' && kind !== 'times_offered') return toHost(kind, facts);
  throw new Error(`A ${kind} mail is not for the ${role}.`);
}

async function factsOf(ctx: Ctx, joined: Joined, { role, reason, by }: Data): Promise<SessionFacts> {
  const { session, participant, host } = joined;
  const { APP_ORIGIN, LINK_KEYS } = ctx.env;
  const secret = role === 'participant' ? await participantSecret(LINK_KEYS, session) : '';
  return {
    ...joined,
    zone: role === 'participant' ? participant.zone : host.zone,
    joinUrl: role === 'participant' ? linkUrl(APP_ORIGIN, session.id, secret) : researcherLink(APP_ORIGIN, session.id),
    planUrl: `${APP_ORIGIN}/j/${session.id}/plan#${secret}`,
    checkUrl: `${APP_ORIGIN}/j/${session.id}/check#${secret}`,
    detailsUrl: `${APP_ORIGIN}/sessions/${session.id}`,
    reason,
    byName: by,
  };
}

function calendarOf(
  ctx: Ctx,
  row: MailRow,
  method: CalendarPart['method'],
  { session, study, participant, host }: Joined,
  { joinUrl }: SessionFacts,
): CalendarPart {
  return calendarPart({
    method,
    session,
    domain: new URL(ctx.env.APP_ORIGIN).hostname,
    title: `${study.title}: ${participant.name} and ${host.name}`,
    description: `Join your Session:\n${joinUrl}\n\nThe room opens 10 minutes before the start.`,
    organizer: { name: host.name, email: ctx.env.MAIL_FROM },
    attendee: { name: row.toName, email: row.toEmail },
    joinUrl,
    stamp: row.createdAt,
  });
}

/** Has the mail's reader been in the Room since this schedule was made? */
async function wasIn({ db }: Ctx, { session }: Joined, role: Data['role']): Promise<boolean> {
  const [stay] = await db
    .select({ seat: attendance.seatId })
    .from(attendance)
    .innerJoin(seats, eq(seats.id, attendance.seatId))
    .where(
      and(
        eq(attendance.sessionId, session.id),
        gte(attendance.cameAt, session.scheduledAt),
        role === 'participant'
          ? eq(attendance.role, 'participant')
          : and(eq(attendance.role, 'researcher'), eq(seats.personId, session.hostId)),
      ),
    )
    .limit(1);
  return stay !== undefined;
}

/** The Session of a mail with its people and its Study, or undefined for a mail about none. */
export async function sessionOf({ db }: Ctx, row: MailRow) {
  if (row.sessionId === null) return undefined;
  const [joined] = await db
    .select({ session: sessions, study: studies, participant: participants, host: members })
    .from(sessions)
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .innerJoin(members, eq(members.id, sessions.hostId))
    .where(eq(sessions.id, row.sessionId));
  return joined;
}
