import type { CalendarPart } from './calendar.ts';

/** A mail ready to go. `key` makes it once: a transport that sees it again does nothing. */
export interface OutgoingMail {
  to: { email: string; name: string };
  subject: string;
  text: string;
  html: string;
  calendar?: CalendarPart;
  key: string;
}

/** `permanent`: trying again is of no use (a suppressed or impossible address). */
export type SendResult =
  | { ok: true; /** Its id at the mail service, to match bounces. */ serviceId?: string }
  | { ok: false; permanent: boolean; reason: string };
export type SendMail = (mail: OutgoingMail) => Promise<SendResult>;

export const FROM_NAME = 'Fieldroom';
/** Marks a mail no person wrote, so that nobody's absence notice answers it (RFC 3834 5). */
export const AUTO_SUBMITTED = { 'Auto-Submitted': 'auto-generated' };

/** Content type of the calendar part; mail programs look for the method here too (RFC 6047 2.4). */
export const calendarType = ({ method }: CalendarPart): string => `text/calendar; charset=utf-8; method=${method}`;
export const CALENDAR_NAME = 'session.ics';
