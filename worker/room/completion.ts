import { MINUTE } from '../../wire/limits.ts';

/** Only the Researcher came, by this long after the start: a no-show (PRODUCT.md, Completion). */
export const NO_SHOW_AFTER = 15 * MINUTE;

/** When somebody of a kind was first in; `together`: a Researcher and the Participant at once. UTC ms. */
export interface Seen {
  researcher: number | null;
  participant: number | null;
  together: number | null;
}

/**
 * What the Session's time in the Room ended with:
 * 'ended' by 'End meeting for all'; 'end_reached' with an empty room; 'stood_empty' for 5 minutes after that; 'closed' 2 hours later.
 */
export type Ending = 'ended' | 'end_reached' | 'stood_empty' | 'closed';
export type Outcome = 'completed' | 'needs_review' | 'no_show';

/** What the Session becomes (PRODUCT.md, Completion, the whole table but the buttons of the dashboard). */
export function outcomeOf(seen: Seen, ending: Ending, at: number, startsAt: number): Outcome {
  if (seen.together !== null) return ending === 'end_reached' ? 'needs_review' : 'completed';
  const onlyResearcher = seen.researcher !== null && seen.participant === null;
  return onlyResearcher && at >= startsAt + NO_SHOW_AFTER ? 'no_show' : 'needs_review';
}

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
