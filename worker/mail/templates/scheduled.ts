import type { RecordingPolicy } from '../../../wire/words.ts';
import { spanInZone } from '../../lib/when.ts';
import type { Template } from './layout.ts';
import { writeLetter } from './layout.ts';

export interface ScheduledFacts {
  role: 'participant' | 'host';
  session: { startsAt: number; endsAt: number; zone: string };
  study: { title: string; instructions: string; sharesScreen: boolean; recordingPolicy: RecordingPolicy };
  participant: { name: string };
  host: { name: string };
  /** The reader's zone; null when nobody knows it: then the Session's, named as such. */
  zone: string | null;
  joinUrl: string;
}

/** 'Session scheduled' (PRODUCT.md, Mails), to the Participant or to the host Researcher. */
export const scheduledMail = (facts: ScheduledFacts): Template =>
  facts.role === 'participant' ? toParticipant(facts) : toHost(facts);

function toParticipant(facts: ScheduledFacts): Template {
  const { study, participant, host, joinUrl } = facts;
  return writeLetter({
    subject: `Your Session for ${study.title} is booked`,
    heading: study.title,
    paragraphs: [
      `Hello ${participant.name},`,
      `${host.name} has booked a Session with you. Thank you for taking part.`,
    ],
    facts: [
      ['When', whenFor(facts)],
      ['With', host.name],
      ['Where', 'In your browser. There is nothing to install and no account to make.'],
    ],
    afterFacts: [...preparation(study), ...recordingNotice(study.recordingPolicy)],
    button: { label: 'Join your Session', url: joinUrl },
    footnote: 'The room opens 10 minutes before the start. This link is yours alone: please do not pass it on.',
  });
}

function toHost(facts: ScheduledFacts): Template {
  const { study, participant, joinUrl } = facts;
  return writeLetter({
    subject: `Session scheduled: ${participant.name}, ${study.title}`,
    heading: study.title,
    paragraphs: [
      `Your Session with ${participant.name} is scheduled. ${participant.name} has been mailed a link of their own.`,
    ],
    facts: [
      ['When', whenFor(facts)],
      ['Participant', participant.name],
    ],
    button: { label: 'Join your Session', url: joinUrl },
    footnote: 'The room opens 10 minutes before the start. You will be asked to sign in if you are not.',
  });
}

function whenFor({ session, zone }: ScheduledFacts): string {
  const { startsAt, endsAt } = session;
  return zone === null
    ? `${spanInZone(startsAt, endsAt, session.zone)} (the time zone of the Session)`
    : spanInZone(startsAt, endsAt, zone);
}

function preparation({ instructions, sharesScreen }: ScheduledFacts['study']): string[] {
  const screen = sharesScreen
    ? 'You will be asked to share your screen, so a computer works better than a phone. '
    : '';
  const basics = `How to prepare: ${screen}Find a quiet place with a steady connection, and have your camera, microphone and headphones ready.`;
  return instructions === '' ? [basics] : [basics, instructions];
}

function recordingNotice(policy: RecordingPolicy): string[] {
  if (policy === 'off') return [];
  return policy === 'automatic'
    ? [
        'The Session will be recorded. You will read what happens with the recording, and be asked to agree, before you join.',
      ]
    : [
        'The Session may be recorded. You will read what happens with a recording, and be asked to agree, before you join.',
      ];
}
