import { LENGTH_MAX_MINUTES, LENGTH_MIN_MINUTES } from '../../../../wire/limits.ts';

/** What to do about a field of a booking that is not filled in well. */
export const SENTENCES = {
  'participant.name': "Please give the Participant's name.",
  'participant.email': 'Please give their e-mail address: the link is mailed there.',
  startsAt: 'Please choose a date and a time.',
  lengthMinutes: `${LENGTH_MIN_MINUTES} to ${LENGTH_MAX_MINUTES} minutes.`,
  zone: 'Please choose a time zone.',
};
