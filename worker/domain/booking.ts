import { AppError } from '../../wire/errors.ts';
import {
  BOOK_AHEAD_MAX,
  BOOK_AHEAD_MIN,
  CHANGE_UNTIL,
  LENGTH_MAX_MINUTES,
  LENGTH_MIN_MINUTES,
  MINUTE,
} from '../../wire/limits.ts';
import { toIso } from '../lib/clock.ts';
import { isZone } from '../lib/zones.ts';

/** A wish for a time: instants in UTC ms. */
export interface Booking {
  startsAt: number;
  lengthMinutes: number;
  zone: string;
}

/**
 * PRODUCT.md, Scheduling rules 1, 4 and 5, and nothing but them. `relaxed` lifts the 4 hours.
 * AppError `in_the_past`, `too_soon`, `too_far` (with the limit as an instant), `bad_length`, `bad_zone`, `bad_input`.
 */
export function checkBooking({ startsAt, lengthMinutes, zone }: Booking, now: number, relaxed: boolean): void {
  if (!isZone(zone)) throw new AppError('bad_zone', { detail: { zone } });
  if (!Number.isInteger(lengthMinutes) || lengthMinutes < LENGTH_MIN_MINUTES || lengthMinutes > LENGTH_MAX_MINUTES) {
    throw new AppError('bad_length', { detail: { minMinutes: LENGTH_MIN_MINUTES, maxMinutes: LENGTH_MAX_MINUTES } });
  }
  if (!Number.isSafeInteger(startsAt)) throw new AppError('bad_input');
  if (startsAt < now) throw new AppError('in_the_past', { detail: { now: toIso(now) } });
  if (!relaxed && startsAt < now + BOOK_AHEAD_MIN) {
    throw new AppError('too_soon', { detail: { earliest: toIso(now + BOOK_AHEAD_MIN) } });
  }
  if (startsAt > now + BOOK_AHEAD_MAX) {
    throw new AppError('too_far', { detail: { latest: toIso(now + BOOK_AHEAD_MAX) } });
  }
}

export const endOf = ({ startsAt, lengthMinutes }: Booking): number => startsAt + lengthMinutes * MINUTE;

/** Until when a Session may be moved or cancelled: an hour before its start, in a relaxed workspace its start (rules 2 and 5). UTC ms. */
export const changeUntil = (startsAt: number, relaxed: boolean): number =>
  relaxed ? startsAt : startsAt - CHANGE_UNTIL;
