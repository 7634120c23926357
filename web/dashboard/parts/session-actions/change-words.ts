import { object, nullable, optional, picklist, safeParse, string } from 'valibot';
import type { AppError, ErrorCode } from '../../../../wire/errors.ts';
import { SESSION_STATUSES } from '../../../../wire/words.ts';
import { SESSION_STATUS_LABELS } from '../../../lib/labels.ts';
import { showClock, showDay, showSpan } from '../../../lib/time.ts';

/** How the server says a Session stands when it refuses a change. */
const Standing = object({
  status: picklist(SESSION_STATUSES),
  startsAt: string(),
  endsAt: string(),
  changedBy: optional(nullable(string()), null),
});
const Limit = object({ until: string() });

/** Refusals because the Session is no longer what this page shows: 'Reload' helps. */
const OUTDATED: ReadonlySet<ErrorCode> = new Set(['conflict', 'not_scheduled', 'not_reviewable', 'not_reopenable']);

export const isOutdated = ({ code }: AppError): boolean => OUTDATED.has(code);

/** Why a change was refused, in words, with what the Session is now or the time when the limit fell. */
export function changeWords({ code, message, detail }: AppError, zone: string): string {
  const limit = safeParse(Limit, detail);
  if (code === 'too_late_to_change' && limit.success) {
    const { until } = limit.output;
    return `${message} That was ${showDay(until, zone)}, ${showClock(until, zone)}.`;
  }
  const standing = safeParse(Standing, detail);
  if (!OUTDATED.has(code) || !standing.success) return message;
  const { status, startsAt, endsAt, changedBy } = standing.output;
  const who = changedBy ?? 'Somebody else';
  return status === 'scheduled'
    ? `${who} changed this Session in the meantime. It is now on ${showSpan(startsAt, endsAt, zone)}.`
    : `${who} changed this Session in the meantime. It is now '${SESSION_STATUS_LABELS[status]}'.`;
}
