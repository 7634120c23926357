import { object, safeParse, string } from 'valibot';
import type { ErrorCode } from '../../../../wire/errors.ts';
import { AppError } from '../../../../wire/errors.ts';
import type { FieldErrors } from '../../../lib/check.ts';
import { showClock, showNearDay, showSpan } from '../../../lib/time.ts';

const Clash = object({ session: object({ studyTitle: string(), startsAt: string(), endsAt: string() }) });

const FIELD_OF: Partial<Record<ErrorCode, string>> = {
  too_soon: 'startsAt',
  too_far: 'startsAt',
  in_the_past: 'startsAt',
  host_busy: 'startsAt',
  bad_length: 'lengthMinutes',
  bad_zone: 'zone',
};

/** What the server refused, at the field that can put it right; null when it belongs to no field. */
export function bookingErrors(error: unknown, zone: string, now: number): FieldErrors | null {
  if (!(error instanceof AppError)) return null;
  const field = FIELD_OF[error.code];
  return field
    ? { [field]: [error.message, limit(error, zone, now), clash(error, zone)].filter(Boolean).join(' ') }
    : null;
}

/** "The earliest is today, 18:40." */
function limit({ code, detail }: AppError, zone: string, now: number): string {
  const at = detail?.[code === 'too_soon' ? 'earliest' : 'latest'];
  if (typeof at !== 'string') return '';
  const day = showNearDay(at, now, zone);
  const written = day === 'Today' || day === 'Tomorrow' ? day.toLowerCase() : day;
  return `The ${code === 'too_soon' ? 'earliest' : 'latest'} is ${written}, ${showClock(at, zone)}.`;
}

/** "It is in 'How people plan a trip', Tue 14 Oct 2025, 16:00 to 16:45." */
function clash({ detail }: AppError, zone: string): string {
  const result = safeParse(Clash, detail);
  if (!result.success) return '';
  const { studyTitle, startsAt, endsAt } = result.output.session;
  return `It is in '${studyTitle}', ${showSpan(startsAt, endsAt, zone)}.`;
}
