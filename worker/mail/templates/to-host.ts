import { writeLetter } from './layout.ts';
import type { Action, Letter, Template } from './letter.ts';
import type { SessionFacts, SessionMailKind } from './session-facts.ts';
import { OPENS, subjectTime, whenFor } from './session-facts.ts';

type HostMailKind = Exclude<SessionMailKind, 'times_offered'>;

/** What a host Researcher is mailed about a Session (PRODUCT.md, Mails). */
export const toHost = (kind: HostMailKind, facts: SessionFacts): Template => writeLetter(LETTERS[kind](facts));

const LETTERS: Record<HostMailKind, (facts: SessionFacts) => Letter> = {
  scheduled: (facts) => ({
    ...meeting(facts),
    subject: `Session scheduled: ${whatFor(facts)}`,
    paragraphs: [
      `Your Session with ${facts.participant.name} is scheduled. ${facts.participant.name} has been mailed a link of their own.`,
    ],
  }),
  moved: (facts) => ({
    ...meeting(facts),
    subject: `Session moved: ${whatFor(facts)}, ${subjectTime(facts)}`,
    paragraphs: [
      `Your Session with ${facts.participant.name} has a new time. ${by('Moved by', facts)}The calendar entry that comes with this mail takes the place of the old one.`,
    ],
  }),
  cancelled: (facts) => ({
    subject: `Session cancelled: ${whatFor(facts)}`,
    heading: `Cancelled: ${facts.study.title}`,
    paragraphs: [
      `Your Session with ${facts.participant.name} will not take place. ${by('Cancelled by', facts)}`.trim(),
    ],
    quote: facts.reason,
    facts: [
      ['Was to be', whenFor(facts)],
      ['Participant', facts.participant.name],
    ],
    actions: [details(facts)],
    footnote: `${facts.participant.name} has been mailed too.`,
  }),
  reminder_day: (facts) => ({
    ...meeting(facts),
    subject: `Reminder: ${whatFor(facts)}, ${subjectTime(facts)}`,
    paragraphs: [`Your Session with ${facts.participant.name} is within the next 24 hours.`],
  }),
  reminder_hour: (facts) => ({
    ...meeting(facts),
    subject: `Soon: ${whatFor(facts)}, ${subjectTime(facts)}`,
    paragraphs: [`Your Session with ${facts.participant.name} starts within the hour.`],
  }),
  time_asked: (facts) => ({
    ...meeting(facts),
    subject: `${facts.participant.name} asks for another time: ${facts.study.title}`,
    paragraphs: [
      `${facts.participant.name} cannot come at the time of your Session and asks for another. The Session stays as it is until you offer other times, move it or cancel it.`,
    ],
    quote: facts.session.timeAskedNote ?? '',
    actions: [{ ...details(facts), label: 'Offer other times' }],
  }),
};

/** What all mails share about a Session that is to take place. */
const meeting = (facts: SessionFacts): Omit<Letter, 'subject' | 'paragraphs'> => ({
  heading: facts.study.title,
  facts: [
    ['When', whenFor(facts)],
    ['Participant', facts.participant.name],
  ],
  actions: [details(facts)],
  button: { label: 'Join your Session', url: facts.joinUrl },
  footnote: `${OPENS} You will be asked to sign in if you are not.`,
});

const whatFor = ({ participant, study }: SessionFacts): string => `${participant.name}, ${study.title}`;
const details = ({ detailsUrl }: SessionFacts): Action => ({ label: 'Session details', url: detailsUrl });
const by = (did: string, { byName }: SessionFacts): string => (byName === null ? '' : `${did} ${byName}. `);
