import { calendarText, escaped, instant, quoted } from './calendar-lines.ts';

/** A text/calendar part, to be sent with `method` in its content type too (RFC 6047 2.4). */
export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL';
  text: string;
}

export interface CalendarFacts {
  method: CalendarPart['method'];
  session: { id: string; startsAt: number; endsAt: number; scheduleVersion: number };
  /** Host name of this deployment: makes the UID unique in the world. */
  domain: string;
  title: string;
  description: string;
  /** The host's name over the address the mail comes from: the host's own address is not the Participant's to know. */
  organizer: { name: string; email: string };
  attendee: { name: string; email: string };
  joinUrl: string;
  /** When the mail was caused, UTC ms: a mail tried twice is the same to the byte, and so once to its mail service. */
  stamp: number;
}

/**
 * The calendar part of a Session's mail (PRODUCT.md, Mails; RFC 5545, RFC 5546 3.2.2 and 3.2.5). One UID per Session, SEQUENCE
 * rises with each schedule version and once more on cancelling, so that the last word wins in any order of arrival. Times are UTC.
 */
export function calendarPart(facts: CalendarFacts): CalendarPart {
  const { method, session, organizer, attendee, joinUrl } = facts;
  const cancelled = method === 'CANCEL';
  const text = calendarText([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Fieldroom//Sessions//EN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${session.id}@${facts.domain}`,
    `SEQUENCE:${session.scheduleVersion - (cancelled ? 0 : 1)}`,
    `DTSTAMP:${instant(facts.stamp)}`,
    `DTSTART:${instant(session.startsAt)}`,
    `DTEND:${instant(session.endsAt)}`,
    `SUMMARY:${escaped(facts.title)}`,
    'TRANSP:OPAQUE',
    `LOCATION:${escaped(joinUrl)}`,
    `DESCRIPTION:${escaped(facts.description)}`,
    `ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.email}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=${cancelled ? 'FALSE' : 'TRUE'};CN=${quoted(attendee.name)}:mailto:${attendee.email}`,
    `URL;VALUE=URI:${joinUrl}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
  return { method, text };
}
