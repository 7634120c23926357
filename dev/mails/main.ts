import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { invitationMail } from '../../worker/mail/templates/invitation.ts';
import type { Template } from '../../worker/mail/templates/letter.ts';
import { recordingMail } from '../../worker/mail/templates/recording.ts';
import type { SessionFacts } from '../../worker/mail/templates/session-facts.ts';
import { signInMail } from '../../worker/mail/templates/sign-in.ts';
import { toHost } from '../../worker/mail/templates/to-host.ts';
import { toParticipant } from '../../worker/mail/templates/to-participant.ts';

/** Writes every mail with made-up people into a folder, to be looked at: `npm run mails [folder]`. */
const folder = process.argv[2] ?? '.fieldroom/mails';
const ORIGIN = 'https://fieldroom.example.com';
const HOUR = 3_600_000;
const startsAt = Date.parse('2026-10-14T10:30:00Z');
const secret = 'Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5';

const facts: SessionFacts = {
  session: {
    startsAt,
    endsAt: startsAt + 0.75 * HOUR,
    zone: 'Europe/Berlin',
    offeredTimes: [startsAt + 2 * HOUR, startsAt + 26 * HOUR, startsAt + 50 * HOUR],
    timeAskedNote: 'My daughter has a school play at noon.\nAny time after 15:00 would be fine!',
  },
  study: {
    title: 'Checkout on small screens',
    instructions: 'Please have a receipt of your last purchase at hand.\nAny shop will do.',
    sharesScreen: true,
    recordingPolicy: 'automatic',
  },
  participant: { name: 'Asha Rao' },
  host: { name: 'Nora Lindqvist' },
  zone: 'Asia/Kolkata',
  joinUrl: `${ORIGIN}/j/k3v9x2m7q4w8t5zb#${secret}`,
  planUrl: `${ORIGIN}/j/k3v9x2m7q4w8t5zb/plan#${secret}`,
  checkUrl: `${ORIGIN}/j/k3v9x2m7q4w8t5zb/check#${secret}`,
  detailsUrl: `${ORIGIN}/sessions/k3v9x2m7q4w8t5zb`,
  reason: 'Our test device broke. We are sorry!',
  byName: 'Nora Lindqvist',
};
const host: SessionFacts = { ...facts, zone: 'Europe/Berlin', joinUrl: `${ORIGIN}/j/k3v9x2m7q4w8t5zb` };
const recording = { ...facts, host: { zone: 'Europe/Berlin' }, url: `${ORIGIN}/studies/s1/completed`, reason: null };

const MAILS: Record<string, Template> = {
  'participant-scheduled': toParticipant('scheduled', facts),
  'participant-moved': toParticipant('moved', { ...facts, zone: null }),
  'participant-cancelled': toParticipant('cancelled', facts),
  'participant-reminder-day': toParticipant('reminder_day', facts),
  'participant-reminder-hour': toParticipant('reminder_hour', facts),
  'participant-times-offered': toParticipant('times_offered', facts),
  'host-scheduled': toHost('scheduled', host),
  'host-moved': toHost('moved', host),
  'host-cancelled': toHost('cancelled', host),
  'host-reminder-day': toHost('reminder_day', host),
  'host-reminder-hour': toHost('reminder_hour', host),
  'host-time-asked': toHost('time_asked', host),
  'host-recording-ready': recordingMail({ kind: 'recording_ready', ...recording }),
  'host-recording-failed': recordingMail({
    kind: 'recording_failed',
    ...recording,
    reason: 'Nothing of it had reached us when the meeting ended.',
  }),
  'sign-in': signInMail({ url: `${ORIGIN}/sign-in#${secret}` }),
  invitation: invitationMail({
    name: 'Ben Okafor',
    inviter: 'Nora Lindqvist',
    workspace: 'Shop research',
    url: `${ORIGIN}/sign-in#${secret}`,
  }),
};

mkdirSync(folder, { recursive: true });
for (const [name, { subject, text, html }] of Object.entries(MAILS)) {
  writeFileSync(join(folder, `${name}.html`), html);
  writeFileSync(join(folder, `${name}.txt`), `Subject: ${subject}\n\n${text}`);
}
console.log(`${Object.keys(MAILS).length} mails in ${folder}`);
