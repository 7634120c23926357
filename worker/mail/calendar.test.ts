import ICAL from 'ical.js';
import { sync } from 'node-ical';
import { expect, test } from 'vitest';
import type { CalendarFacts } from './calendar.ts';
import { calendarPart } from './calendar.ts';

const startsAt = Date.parse('2026-03-29T00:30:00Z');
const facts: CalendarFacts = {
  method: 'REQUEST',
  session: { id: 's1', startsAt, endsAt: startsAt + 45 * 60_000, scheduleVersion: 1 },
  domain: 'fieldroom.test',
  title: 'Checkout: Asha and Nora',
  description: 'Join your Session:\nhttps://fieldroom.test/j/s1#secret',
  organizer: { name: 'Nora', email: 'no-reply@fieldroom.test' },
  attendee: { name: 'Asha', email: 'asha@example.org' },
  joinUrl: 'https://fieldroom.test/j/s1#secret',
  stamp: Date.parse('2026-03-01T09:00:00Z'),
};

/** As ical.js reads it: the calendar, its one event, and the raw event component. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
  const events = calendar.getAllSubcomponents('vevent');
  const [component] = events;
  if (!component || events.length !== 1) throw new Error('A calendar part has one event.');
  return { calendar, component, event: new ICAL.Event(component) };
}

/** As node-ical reads it. */
function readAgain(text: string) {
  const events = Object.values(sync.parseICS(text)).filter((part) => part?.type === 'VEVENT');
  const [event] = events;
  if (event?.type !== 'VEVENT' || events.length !== 1) throw new Error('A calendar part has one event.');
  return event;
}

test('both readers find the instants, across the start of summer time', () => {
  const { text } = calendarPart(facts);
  const { event } = read(text);
  expect(event.startDate.toJSDate().getTime()).toBe(startsAt);
  expect(event.endDate.toJSDate().getTime()).toBe(startsAt + 45 * 60_000);
  const again = readAgain(text);
  expect(again.start.getTime()).toBe(startsAt);
  expect(again.end?.getTime()).toBe(startsAt + 45 * 60_000);
  expect(text).toContain('DTSTART:20260329T003000Z\r\n');
});

test('a request has what strict readers ask for: stamp, organizer, one attendee who is asked to answer, the link', () => {
  const { method, text } = calendarPart(facts);
  expect(method).toBe('REQUEST');
  const { calendar, component, event } = read(text);
  expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2026-03-01T09:00:00Z');
  expect(String(component.getFirstPropertyValue('organizer')).toLowerCase()).toBe('mailto:no-reply@fieldroom.test');
  expect(event.attendees).toHaveLength(1);
  const [attendee] = event.attendees;
  expect(String(attendee?.getFirstValue()).toLowerCase()).toBe('mailto:asha@example.org');
  expect(attendee?.getParameter('partstat')).toBe('NEEDS-ACTION');
  expect(attendee?.getParameter('rsvp')).toBe('TRUE');
  expect(event.location).toBe(facts.joinUrl);
  expect(String(component.getFirstPropertyValue('url'))).toBe(facts.joinUrl);
  expect(event.description).toContain(facts.joinUrl);
  expect(readAgain(text)).toMatchObject({ method: 'REQUEST', location: facts.joinUrl, status: 'CONFIRMED' });
});

test('the UID stays while SEQUENCE rises with each schedule, and once more on cancelling', () => {
  const of = (scheduleVersion: number, method: CalendarFacts['method']) =>
    calendarPart({ ...facts, method, session: { ...facts.session, scheduleVersion } }).text;
  const parts = [of(1, 'REQUEST'), of(2, 'REQUEST'), of(2, 'CANCEL')].map((text) => read(text));
  expect(parts.map(({ event }) => event.sequence)).toEqual([0, 1, 2]);
  expect(new Set(parts.map(({ event }) => event.uid)).size).toBe(1);
  expect(parts[2]?.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect(parts[2]?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(readAgain(of(2, 'CANCEL'))).toMatchObject({ method: 'CANCEL', status: 'CANCELLED' });
});

test('the same mail makes the same bytes, however often it is tried', () => {
  expect(calendarPart(facts).text).toBe(calendarPart(facts).text);
});

test('names and titles add no property, whatever they hold', () => {
  const evil = 'A"; B,\\ \r\nATTENDEE:mailto:eve@example.org\nEND:VEVENT';
  const { text } = calendarPart({
    ...facts,
    title: evil,
    description: evil,
    organizer: { ...facts.organizer, name: evil },
    attendee: { ...facts.attendee, name: evil },
  });
  const { event } = read(text);
  expect(event.attendees).toHaveLength(1);
  expect(event.summary).toContain('END:VEVENT');
  expect(readAgain(text).start.getTime()).toBe(startsAt);
});

test('what a name and a title hold is read back as it was, but for control characters', () => {
  const odd = 'Ann "Ace" O^Neil; B, C\\D';
  const { text } = calendarPart({
    ...facts,
    title: `${odd}\u0000\u0085\nE`,
    attendee: { ...facts.attendee, name: `${odd}\u0007` },
  });
  const { event } = read(text);
  expect(event.summary).toBe(`${odd}\nE`);
  expect(event.attendees[0]?.getParameter('cn')).toBe(odd);
  expect(readAgain(text).summary).toBe(`${odd}\nE`);
});

test('lines are folded at 75 octets and end in CRLF', () => {
  const { text } = calendarPart({ ...facts, title: 'Ünïcödé 🎧 '.repeat(30) });
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text).not.toMatch(/[^\r]\n/);
  expect(read(text).event.summary).toBe('Ünïcödé 🎧 '.repeat(30));
});
