import type { SessionRow } from '../../../../wire/http.ts';

/** What a Researcher may do with a Session beside joining it, and what it is called. */
export const ACTION_LABELS = {
  reschedule: 'Reschedule',
  offer: 'Offer other times',
  complete: 'Mark as complete',
  reopen: 'Reopen',
  cancel: 'Cancel Session',
} as const;
export type SessionAction = keyof typeof ACTION_LABELS;

/** The actions that make sense for a Session at `now` (UTC ms); whether rule 2 still allows it is said where it is done. */
export function actionsOf(
  { status, startsAt, endsAt, timeAsked }: Pick<SessionRow, 'status' | 'startsAt' | 'endsAt' | 'timeAsked'>,
  now: number,
): SessionAction[] {
  switch (status) {
    case 'scheduled': {
      if (Date.parse(endsAt) <= now) return ['complete'];
      if (Date.parse(startsAt) <= now) return [];
      return timeAsked ? ['offer', 'reschedule', 'cancel'] : ['reschedule', 'cancel'];
    }
    case 'needs_review':
      return ['complete'];
    case 'no_show':
      return ['complete', 'reopen'];
    case 'completed':
      return ['reopen'];
    case 'cancelled':
      return [];
  }
  return status satisfies never;
}
