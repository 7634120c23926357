import { expect, test } from 'vitest';
import { invitationMail } from './invitation.ts';
import { recordingMail } from './recording.ts';
import type { SessionFacts } from './session-facts.ts';
import { signInMail } from './sign-in.ts';
import { toHost } from './to-host.ts';
import { toParticipant } from './to-participant.ts';

const startsAt = Date.parse('2025-10-14T10:30:00Z');
const HOUR = 3_600_000;
const facts: SessionFacts = {
  session: {
    startsAt,
    endsAt: startsAt + 45 * 60_000,
    zone: 'Europe/Berlin',
    offeredTimes: [startsAt + HOUR, startsAt + 2 * HOUR],
    timeAskedNote: 'I am at the dentist.\nSorry!',
  },
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
  planUrl: 'https://fieldroom.test/j/s1/plan#secret',
  checkUrl: 'https://fieldroom.test/j/s1/check#secret',
  detailsUrl: 'https://fieldroom.test/sessions/s1',
  reason: 'Nora is ill.',
  byName: 'Nora',
};
const PARTICIPANT_KINDS = [
  'scheduled',
  'moved',
  'cancelled',
  'reminder_day',
  'reminder_hour',
  'times_offered',
] as const;
const HOST_KINDS = ['scheduled', 'moved', 'cancelled', 'reminder_day', 'reminder_hour', 'time_asked'] as const;
const WHEN = 'Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata';

const sessionMails = (of: SessionFacts) => [
  ...PARTICIPANT_KINDS.map((kind) => toParticipant(kind, of)),
  ...HOST_KINDS.map((kind) => toHost(kind, of)),
];

test("every Session mail says what and when in the reader's zone", () => {
  for (const { text, html } of sessionMails(facts)) {
    expect(text).toContain('Checkout');
    expect(text).toContain(WHEN);
    expect(html).toContain(WHEN);
  }
});

test('every mail about a Session that is to take place ends in the button and, in the text, the bare link', () => {
  for (const { subject, text, html } of sessionMails(facts)) {
    if (subject.includes('cancelled')) {
      expect(text).not.toContain('Join your Session');
      continue;
    }
    expect(text).toContain('Join your Session:\nhttps://fieldroom.test/j/s1#secret\n');
    expect([...html.matchAll(/<a [^>]*>([^<]*)</g)].at(-1)?.[1]).toBe('Join your Session');
  }
});

test("the Participant's mails say how to prepare, that it is recorded, and offer the answers", () => {
  for (const kind of ['scheduled', 'moved', 'reminder_day', 'reminder_hour'] as const) {
    const { text, html } = toParticipant(kind, facts);
    for (const part of ['share your screen', 'Bring a receipt.\nAny will do.', 'will be recorded']) {
      expect(text).toContain(part);
    }
    expect(html).toContain('Bring a receipt.<br>Any will do.');
    expect(text).toContain("I'll be there:\nhttps://fieldroom.test/j/s1/plan#secret~confirm\n");
    expect(html).toContain('>I&#39;ll be there</a>');
  }
});

test('until the last hour there is a way to another time, in the last hour one to say that it gets late', () => {
  for (const kind of ['scheduled', 'moved', 'reminder_day'] as const) {
    expect(toParticipant(kind, facts).text).toContain('https://fieldroom.test/j/s1/plan#secret~change\n');
  }
  const { text } = toParticipant('reminder_hour', facts);
  expect(text).toContain("I'm running late:\nhttps://fieldroom.test/j/s1/plan#secret~late\n");
  expect(text).not.toContain('~change');
});

test('days ahead the Participant is offered to check camera and microphone, and the host is not', () => {
  for (const kind of ['scheduled', 'moved', 'reminder_day'] as const) {
    const { text, html } = toParticipant(kind, facts);
    expect(text).toContain('Check your camera and microphone:\nhttps://fieldroom.test/j/s1/check#secret\n');
    expect(html).toContain('href="https://fieldroom.test/j/s1/check#secret"');
  }
  for (const kind of ['cancelled', 'reminder_hour', 'times_offered'] as const) {
    expect(toParticipant(kind, facts).text).not.toContain('/check');
  }
  for (const kind of HOST_KINDS) expect(toHost(kind, facts).text).not.toContain('/check');
});

test('a Study that is never recorded does not say so, one recorded by hand says it may be', () => {
  const study = { ...facts.study, recordingPolicy: 'off' as const };
  expect(toParticipant('scheduled', { ...facts, study }).text).not.toContain('record');
  expect(toParticipant('scheduled', { ...facts, study: { ...study, recordingPolicy: 'by_hand' } }).text).toContain(
    'may be recorded',
  );
});

test('a reader whose zone nobody knows gets the time of the Session, named as such', () => {
  expect(toParticipant('scheduled', { ...facts, zone: null }).text).toContain(
    'Tue 14 Oct 2025, 12:30 to 13:15 CEST, GMT+2, Europe/Berlin (the time zone of the Session)',
  );
});

test('offered times stand in the mail with their ends, each in the zone of the reader', () => {
  const { text } = toParticipant('times_offered', facts);
  expect(text).toContain('Time 1: Tue 14 Oct 2025, 17:00 to 17:45 IST, GMT+5:30, Asia/Kolkata');
  expect(text).toContain('Time 2: Tue 14 Oct 2025, 18:00 to 18:45 IST, GMT+5:30, Asia/Kolkata');
  expect(text).toContain('Choose a time:\nhttps://fieldroom.test/j/s1/plan#secret~change\n');
});

test("the host's mails name the Participant and hold nothing that is the Participant's alone", () => {
  for (const kind of HOST_KINDS) {
    const { text, html } = toHost(kind, { ...facts, joinUrl: 'https://fieldroom.test/j/s1' });
    expect(text).toContain('Asha');
    expect(text).not.toContain('Bring a receipt');
    expect(text + html).not.toContain('#secret');
  }
});

test('words of a person are quoted as theirs', () => {
  expect(toHost('time_asked', facts).text).toContain('> I am at the dentist.\n> Sorry!');
  expect(toHost('cancelled', facts).text).toContain('Cancelled by Nora.\n\n> Nora is ill.');
  expect(toParticipant('cancelled', { ...facts, reason: '' }).text).not.toContain('>');
});

test('markup from people stays text, in every mail', () => {
  const evil = '<img src=x onerror="alert(1)">&\'';
  const mails = sessionMails({
    ...facts,
    session: { ...facts.session, timeAskedNote: evil },
    study: { ...facts.study, title: evil, instructions: evil },
    participant: { name: evil },
    host: { name: evil },
    reason: evil,
    byName: evil,
  });
  for (const { html } of mails) {
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;');
  }
});

test('a line break in a name or title begins no new header', () => {
  const mails = sessionMails({
    ...facts,
    study: { ...facts.study, title: 'Checkout\r\nBcc: all@example.org' },
    participant: { name: 'Asha\nX-Evil: 1' },
  });
  for (const { subject } of mails) expect(subject).not.toMatch(/[\r\n]/);
});

test('no mail loads anything from elsewhere, and each knows the dark', () => {
  const recording = { ...facts, host: { zone: 'UTC' }, url: 'https://fieldroom.test/studies/1', reason: null };
  const all = [
    ...sessionMails(facts),
    signInMail({ url: 'https://fieldroom.test/sign-in#t' }),
    invitationMail({ name: 'Ben', inviter: 'Nora', workspace: 'Lab', url: 'https://fieldroom.test/sign-in#t' }),
    recordingMail({ kind: 'recording_ready', ...recording }),
    recordingMail({ kind: 'recording_failed', ...recording, reason: 'The disk was full.' }),
  ];
  for (const { html } of all) {
    expect(html).not.toMatch(/<img|<link|<script|@import|@font-face|url\(/);
    expect(html).toContain('prefers-color-scheme:dark');
  }
  expect(all.at(-1)?.text).toContain('The disk was full.');
});
