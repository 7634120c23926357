import { REMINDER_HOUR } from '../../wire/limits.ts';
import type { SessionStatus } from '../../wire/words.ts';
import type { SessionMailKind } from './templates/session-facts.ts';

export interface Planned {
  kind: SessionMailKind;
  /** Of which version of the schedule the mail tells. */
  scheduleVersion: number;
  /** Has its reader been in the Room since that schedule was made? */
  hasJoined: boolean;
  /** UTC ms. */
  now: number;
}

interface Standing {
  startsAt: number;
  endsAt: number;
  scheduleVersion: number;
  status: SessionStatus;
  timeAskedAt: number | null;
  offeredTimes: number[];
}

/** Why a Session's mail must not leave any more, as a sentence for the Researcher; null: it may (PRODUCT.md, Mails). */
export function whyNot({ kind, scheduleVersion, hasJoined, now }: Planned, session: Standing): string | null {
  if (session.scheduleVersion !== scheduleVersion) return 'The Session was moved meanwhile.';
  if (kind === 'cancelled') return session.status === 'cancelled' ? null : 'The Session is not cancelled.';
  if (session.status === 'cancelled') return 'The Session was cancelled meanwhile.';
  if (session.status !== 'scheduled' || now >= session.endsAt) return 'The Session is over.';
  switch (kind) {
    case 'scheduled':
    case 'moved':
      return null;
    case 'reminder_day':
    case 'reminder_hour':
      return whyNotRemind(kind, { hasJoined, now }, session.startsAt);
    case 'time_asked':
      return session.timeAskedAt === null ? 'Other times were offered meanwhile.' : null;
    case 'times_offered':
      return session.offeredTimes.length === 0 ? 'The other times were withdrawn meanwhile.' : null;
    default:
      return kind satisfies never;
  }
}

function whyNotRemind(
  kind: 'reminder_day' | 'reminder_hour',
  { hasJoined, now }: Pick<Planned, 'hasJoined' | 'now'>,
  startsAt: number,
): string | null {
  if (hasJoined) return 'Its reader had joined the Session already.';
  if (now >= startsAt) return 'The Session had started already.';
  if (kind === 'reminder_day' && now >= startsAt - REMINDER_HOUR) return 'The reminder an hour before is due already.';
  return null;
}
