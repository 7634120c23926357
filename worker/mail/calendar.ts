import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';

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
  const calendar = new ICalCalendar({
    prodId: { company: 'Fieldroom', product: 'Sessions' },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent({
    id: `${session.id}@${facts.domain}`,
    sequence: session.scheduleVersion - (cancelled ? 0 : 1),
    stamp: new Date(facts.stamp),
    start: new Date(session.startsAt),
    end: new Date(session.endsAt),
    summary: printable(facts.title),
    description: printable(facts.description),
    location: joinUrl,
    url: joinUrl,
    organizer: { ...organizer, name: printable(organizer.name) },
    attendees: [
      {
        ...attendee,
        name: printable(attendee.name),
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
        rsvp: !cancelled,
      },
    ],
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
  });
  return { method, text: calendar.toString() };
}

/** Without what no calendar's text may hold (RFC 5545 3.1): control characters but tab and line feed. */
const printable = (text: string): string => text.replaceAll(/(?![\t\n])\p{Cc}/gu, '');
