import { MINUTE } from '../../wire/limits.ts';

/** Only the Researcher came, by this long after the start: a no-show (PRODUCT.md, Completion). */
export const NO_SHOW_AFTER = 15 * MINUTE;

/** When somebody of a kind was first in; `together`: a Researcher and the Participant at once. UTC ms. */
export interface Seen {
  researcher: number | null;
  participant: number | null;
  together: number | null;
}

export const NOBODY: Seen = { researcher: null, participant: null, together: null };

/**
 * What is to be judged: 'ended' by 'End meeting for all'; the 'no_show_limit' with the room still open; 'end_reached' with an empty
 * room; 'stood_empty' for 5 minutes after that; 'closed' 2 hours after the scheduled end.
 */
export type Ending = 'ended' | 'no_show_limit' | 'end_reached' | 'stood_empty' | 'closed';
export type Outcome = 'completed' | 'needs_review' | 'no_show';

/** All that completion depends on. UTC ms. */
export interface Attended {
  seen: Seen;
  startsAt: number;
  endsAt: number;
  /** 'I'm running late', minutes. */
  lateMinutes: number;
  /** Since when nobody is in; null: somebody is, or nobody ever was. */
  emptySince: number | null;
}

/** From then on who has not come is a no-show: 15 minutes after the start, and as much later as the Participant said. */
export const noShowAt = ({ startsAt, lateMinutes }: Pick<Attended, 'startsAt' | 'lateMinutes'>): number =>
  startsAt + NO_SHOW_AFTER + lateMinutes * MINUTE;

/** A Researcher had come by the no-show limit, and the Participant has not come yet. */
export const isParticipantMissing = ({ seen, ...times }: Omit<Attended, 'emptySince' | 'endsAt'>): boolean =>
  seen.researcher !== null && seen.researcher <= noShowAt(times) && seen.participant === null;

/** What the Session becomes (PRODUCT.md, Completion, the whole table but the buttons of the dashboard). `at` is when it is judged. */
export function outcomeOf(attended: Attended, ending: Ending, at: number): Outcome {
  const { seen } = attended;
  if (seen.together !== null) return hasEndedEarly(attended, ending) ? 'needs_review' : 'completed';
  const onlyResearcher = seen.researcher !== null && seen.participant === null;
  return onlyResearcher && at >= noShowAt(attended) ? 'no_show' : 'needs_review';
}

/** The room emptied before the scheduled end and nobody ended it: we do not guess, however long ago that was. */
const hasEndedEarly = ({ emptySince, endsAt }: Attended, ending: Ending): boolean =>
  ending !== 'ended' && emptySince !== null && emptySince < endsAt;

/** Is a Session that was judged already on again: the Participant has come after all, or both meet once more. */
export const goesOn = (roles: string[], came: string): boolean =>
  came === 'participant' || (roles.includes('researcher') && roles.includes('participant'));

/** Who was seen, with those of now. */
export function seenNow(seen: Seen, roles: string[], now: number): Seen {
  const researcher = roles.includes('researcher');
  const participant = roles.includes('participant');
  return {
    researcher: seen.researcher ?? (researcher ? now : null),
    participant: seen.participant ?? (participant ? now : null),
    together: seen.together ?? (researcher && participant ? now : null),
  };
}
