import type { MailKind, RecordingPolicy } from '../../../wire/words.ts';
import { momentInZone, spanInZone } from '../../lib/when.ts';

export type SessionMailKind = Exclude<
  MailKind,
  'sign_in' | 'invitation' | 'recording_ready' | 'recording_failed' | 'recordings_expiring'
>;

/** All that a Session's mail may say. Instants are UTC ms. */
export interface SessionFacts {
  session: { startsAt: number; endsAt: number; zone: string; offeredTimes: number[]; timeAskedNote: string | null };
  study: { title: string; instructions: string; sharesScreen: boolean; recordingPolicy: RecordingPolicy };
  participant: { name: string };
  host: { name: string };
  /** The reader's zone; null when nobody knows it: then the Session's, named as such. */
  zone: string | null;
  joinUrl: string;
  /** The Participant's own page for answers and changes, with their secret; what follows it says which ("~confirm"). */
  planUrl: string;
  /** Their pre-call check, with their secret. */
  checkUrl: string;
  /** 'Session details' on the dashboard. */
  detailsUrl: string;
  /** Why it was cancelled, '' when nobody said. */
  reason: string;
  /** Who moved or cancelled it; null when nobody noted that. */
  byName: string | null;
}

const SESSION_ZONE = '(the time zone of the Session)';

/** The Session's time in the reader's zone (PRODUCT.md, Scheduling rule 4). */
export function whenFor({ session, zone }: Pick<SessionFacts, 'session' | 'zone'>): string {
  const { startsAt, endsAt } = session;
  return zone === null
    ? `${spanInZone(startsAt, endsAt, session.zone)} ${SESSION_ZONE}`
    : spanInZone(startsAt, endsAt, zone);
}

/** Short enough for a subject: "Tue 14 Oct, 16:00 IST". */
export const subjectTime = ({ session, zone }: Pick<SessionFacts, 'session' | 'zone'>): string =>
  momentInZone(session.startsAt, zone ?? session.zone);

export const OPENS = 'The room opens 10 minutes before the start.';
