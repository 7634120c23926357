import { REMINDER_DAY, REMINDER_DAY_FROM, REMINDER_HOUR, REMINDER_HOUR_FROM } from '../../wire/limits.ts';

export type ReminderKind = 'reminder_day' | 'reminder_hour';

export interface Reminder {
  kind: ReminderKind;
  /** Never before this. UTC ms. */
  at: number;
  /** Nor from this on: a day's reminder is of no use beside the hour's, and none is after the start. */
  until: number;
}

/**
 * The reminders of one schedule version, the first to leave first (PRODUCT.md, Mails). `scheduledAt` is when that version was made:
 * who was mailed a moment ago is not reminded.
 */
export function remindersOf({ startsAt, scheduledAt }: { startsAt: number; scheduledAt: number }): Reminder[] {
  const ahead = startsAt - scheduledAt;
  const hour = startsAt - REMINDER_HOUR;
  return [
    ...(ahead < REMINDER_DAY_FROM ? [] : [{ kind: 'reminder_day' as const, at: startsAt - REMINDER_DAY, until: hour }]),
    ...(ahead < REMINDER_HOUR_FROM ? [] : [{ kind: 'reminder_hour' as const, at: hour, until: startsAt }]),
  ];
}
