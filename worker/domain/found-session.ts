import { and, eq, sql } from 'drizzle-orm';
import { AppError } from '../../wire/errors.ts';
import { named } from '../db/named.ts';
import { consents, members, participants, sessions, studies, workspaces } from '../db/schema.ts';
import type { Ctx } from './context.ts';
import type { Researcher } from './people.ts';
import type { Seat } from './seats.ts';

/** Statement: a Session with all that entering, changing and showing it needs. */
export const selectFound = ({ db }: Ctx, sessionId: string) =>
  db
    .select({
      session: named(sessions),
      study: named(studies),
      participant: named(participants),
      host: named(members),
      relaxed: named(workspaces).relaxedBooking,
      agreed: named(consents).version,
      consent: lastConsent.as('last_consent'),
      recorded: hasRecording.as('has_recording'),
    })
    .from(sessions)
    .innerJoin(studies, eq(studies.id, sessions.studyId))
    .innerJoin(participants, eq(participants.id, sessions.participantId))
    .innerJoin(members, eq(members.id, sessions.hostId))
    .innerJoin(workspaces, eq(workspaces.id, sessions.workspaceId))
    .leftJoin(consents, isPresentConsent)
    .where(eq(sessions.id, sessionId));
export type FoundSession = Awaited<ReturnType<typeof selectFound>>[number];

/** Their last word on being recorded, whichever version of the text it was to: 'yes', 'no', 'withdrawn', or null. */
const lastConsent = sql<'yes' | 'no' | 'withdrawn' | null>`(select case when c.withdrawn_at is not null then 'withdrawn'
    when c.recording then 'yes' else 'no' end from consents c where c.session_id = ${sessions.id}
    and c.participant_id = ${sessions.participantId} order by c.withdrawn_at is null, c.at desc limit 1)`;
const hasRecording = sql<number>`exists (select 1 from recordings r where r.session_id = ${sessions.id} and r.deleted_at is null)`;

/** The Participant's consent to the text as it stands now. */
const isPresentConsent = and(
  eq(consents.sessionId, sessions.id),
  eq(consents.participantId, sessions.participantId),
  eq(consents.version, studies.consentVersion),
);

/** A Session of the Researcher's workspace. AppError `not_found`. */
export async function findOwnSession(ctx: Ctx, { workspace }: Researcher, sessionId: string): Promise<FoundSession> {
  const [found] = await selectFound(ctx, sessionId);
  if (found?.session.workspaceId !== workspace.id) throw new AppError('not_found');
  return found;
}

/** The Session a seat is in. AppError `link_dead`. */
export async function findSeatSession(ctx: Ctx, { sessionId }: Seat): Promise<FoundSession> {
  const [found] = await selectFound(ctx, sessionId);
  if (!found) throw new AppError('link_dead');
  return found;
}
