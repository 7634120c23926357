import type { RecordingPolicy } from '../../../wire/words.ts';
import { writeLetter } from './layout.ts';
import type { Action, Letter, Template } from './letter.ts';
import type { SessionFacts, SessionMailKind } from './session-facts.ts';
import { OPENS, subjectTime, whenFor } from './session-facts.ts';

type ParticipantMailKind = Exclude<SessionMailKind, 'time_asked'>;

/** What a Participant is mailed about their Session (PRODUCT.md, Mails). */
export const toParticipant = (kind: ParticipantMailKind, facts: SessionFacts): Template =>
  writeLetter(LETTERS[kind](facts));

const LETTERS: Record<ParticipantMailKind, (facts: SessionFacts) => Letter> = {
  scheduled: (facts) => ({
    ...invitation(facts),
    subject: `Your Session for ${facts.study.title} is booked`,
    paragraphs: [hello(facts), `${facts.host.name} has booked a Session with you. Thank you for taking part.`],
  }),
  moved: (facts) => ({
    ...invitation(facts),
    subject: `Your Session for ${facts.study.title} has moved to ${subjectTime(facts)}`,
    paragraphs: [
      hello(facts),
      `Your Session with ${facts.host.name} has a new time. The link stays the same, and the calendar entry that comes with this mail takes the place of the old one.`,
    ],
  }),
  cancelled: (facts) => ({
    subject: `Your Session for ${facts.study.title} is cancelled`,
    heading: `Cancelled: ${facts.study.title}`,
    paragraphs: [
      hello(facts),
      `Your Session with ${facts.host.name} will not take place. There is nothing more for you to do.`,
    ],
    quote: facts.reason,
    facts: [
      ['Was to be', whenFor(facts)],
      ['With', facts.host.name],
    ],
    footnote: 'The link to this Session no longer opens a room.',
  }),
  reminder_day: (facts) => ({
    ...invitation(facts),
    subject: `Reminder: ${facts.study.title}, ${subjectTime(facts)}`,
    paragraphs: [hello(facts), `Your Session with ${facts.host.name} is within the next 24 hours.`],
  }),
  reminder_hour: (facts) => ({
    ...invitation(facts),
    subject: `Soon: ${facts.study.title}, ${subjectTime(facts)}`,
    paragraphs: [hello(facts), `Your Session with ${facts.host.name} starts within the hour.`],
    actions: [confirm(facts), { label: "I'm running late", url: `${facts.planUrl}~late` }],
  }),
  times_offered: (facts) => ({
    ...invitation(facts),
    subject: `Other times for your Session for ${facts.study.title}`,
    paragraphs: [
      hello(facts),
      `${facts.host.name} offers you other times for your Session. Your present time stays yours until you choose one of them.`,
    ],
    facts: [...offered(facts), ['Now booked', whenFor(facts)], ['With', facts.host.name]],
    afterFacts: [],
    actions: [{ label: 'Choose a time', url: `${facts.planUrl}~change` }],
  }),
};

/** What all mails share that ask somebody to come. */
function invitation(facts: SessionFacts): Omit<Letter, 'subject' | 'paragraphs'> {
  const { study, host } = facts;
  return {
    heading: study.title,
    facts: [
      ['When', whenFor(facts)],
      ['With', host.name],
      ['Where', 'In your browser. There is nothing to install and no account to make.'],
    ],
    afterFacts: [...preparation(study), ...recordingNotice(study.recordingPolicy)],
    actions: [confirm(facts), { label: 'Reschedule or cancel', url: `${facts.planUrl}~change` }, check(facts)],
    button: { label: 'Join your Session', url: facts.joinUrl },
    footnote: `${OPENS} This link is yours alone: please do not pass it on.`,
  };
}

const hello = ({ participant }: SessionFacts): string => `Hello ${participant.name},`;
const check = ({ checkUrl }: SessionFacts): Action => ({ label: 'Check your camera and microphone', url: checkUrl });
const confirm = ({ planUrl }: SessionFacts): Action => ({ label: "I'll be there", url: `${planUrl}~confirm` });

/** Each offered start with the end that the Session's length gives it. */
function offered({ session, zone }: SessionFacts): [label: string, value: string][] {
  const length = session.endsAt - session.startsAt;
  return session.offeredTimes.map((startsAt, index) => [
    `Time ${index + 1}`,
    whenFor({ session: { ...session, startsAt, endsAt: startsAt + length }, zone }),
  ]);
}

function preparation({ instructions, sharesScreen }: SessionFacts['study']): string[] {
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
