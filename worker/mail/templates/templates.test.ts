import { expect, test } from 'vitest';
import { recordingMail } from './recording.ts';
import type { ScheduledFacts } from './scheduled.ts';
import { scheduledMail } from './scheduled.ts';
import { signInMail } from './sign-in.ts';

const startsAt = Date.parse('2025-10-14T10:30:00Z');
const facts: ScheduledFacts = {
  role: 'participant',
  session: { startsAt, endsAt: startsAt + 45 * 60_000, zone: 'Europe/Berlin' },
  study: {
    title: 'Checkout',
    instructions: 'Bring a receipt.\nAny will do.',
    sharesScreen: true,
    recordingPolicy: 'automatic',
  },
  participant: { name: 'Asha' },
  host: { name: 'Nora' },
  zone: 'Asia/Kolkata',
  joinUrl: 'https://fieldroom.test/j/s1#secret',
};
const WHEN = 'Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata';

test("the Participant's mail says what, when, how to prepare and that it is recorded, and ends in the way in", () => {
  const { text, html, subject } = scheduledMail(facts);
  expect(subject).toBe('Your Session for Checkout is booked');
  for (const part of [WHEN, 'share your screen', 'Bring a receipt.\nAny will do.', 'will be recorded']) {
    expect(text).toContain(part);
  }
  expect(text).toContain('Join your Session:\nhttps://fieldroom.test/j/s1#secret\n');
  expect(html).toContain('Bring a receipt.<br>Any will do.');
  expect(html.indexOf('href="https://fieldroom.test/j/s1#secret"')).toBeGreaterThan(html.indexOf('will be recorded'));
  expect(html).toContain('>Join your Session</a>');
});

test('a Study that is never recorded does not say so, one recorded by hand says it may be', () => {
  const study = { ...facts.study, recordingPolicy: 'off' as const };
  expect(scheduledMail({ ...facts, study }).text).not.toContain('record');
  expect(scheduledMail({ ...facts, study: { ...study, recordingPolicy: 'by_hand' } }).text).toContain(
    'may be recorded',
  );
});

test('a reader whose zone nobody knows gets the time of the Session, named as such', () => {
  expect(scheduledMail({ ...facts, zone: null }).text).toContain(
    'Tue 14 Oct 2025, 12:30 to 13:15 CEST, GMT+2, Europe/Berlin (the time zone of the Session)',
  );
});

test("the host's mail names the Participant", () => {
  const { subject, text } = scheduledMail({ ...facts, role: 'host', joinUrl: 'https://fieldroom.test/j/s1' });
  expect(subject).toBe('Session scheduled: Asha, Checkout');
  expect(text).toContain('Join your Session:\nhttps://fieldroom.test/j/s1\n');
  expect(text).not.toContain('Bring a receipt');
});

test('markup from people stays text', () => {
  const evil = '<img src=x onerror="alert(1)">&\'';
  const { html } = scheduledMail({
    ...facts,
    study: { ...facts.study, title: evil, instructions: evil },
    participant: { name: evil },
    host: { name: evil },
  });
  expect(html).not.toContain('<img');
  expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;');
});

test('no mail loads anything from elsewhere', () => {
  const recording = { ...facts, host: { zone: 'UTC' }, url: 'https://fieldroom.test/studies/1', reason: null };
  const all = [
    scheduledMail(facts),
    scheduledMail({ ...facts, role: 'host' }),
    signInMail({ url: 'https://fieldroom.test/sign-in#t' }),
    recordingMail({ kind: 'recording_ready', ...recording }),
    recordingMail({ kind: 'recording_failed', ...recording, reason: 'The disk was full.' }),
  ];
  for (const { html } of all) expect(html).not.toMatch(/<img|<link|<script|@import|url\(/);
  expect(all[4]?.text).toContain('The disk was full.');
});
