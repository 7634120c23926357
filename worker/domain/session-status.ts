import { OPENS_BEFORE, STAYS_OPEN_AFTER } from '../../wire/limits.ts';
import type { SessionStatus } from '../../wire/words.ts';

/** What the 'Ongoing' tab lists, and the 'Completed' one (PRODUCT.md, Studies). */
export const ONGOING = ['scheduled', 'needs_review'] as const satisfies readonly SessionStatus[];
export const FINISHED = ['completed', 'no_show', 'cancelled'] as const satisfies readonly SessionStatus[];

export interface DoorTimes {
  status: SessionStatus;
  startsAt: number;
  endsAt: number;
}

/** When the room opens: 10 minutes before the start. UTC ms. */
export const opensAt = ({ startsAt }: Pick<DoorTimes, 'startsAt'>): number => startsAt - OPENS_BEFORE;

/** Where things stand at a link (PRODUCT.md, Links and Joining). */
export function doorState(session: DoorTimes, now: number): 'early' | 'open' | 'over' | 'cancelled' {
  if (session.status === 'cancelled') return 'cancelled';
  // A no-show's door stays open as long as any other's: the Participant may still come.
  if (session.status === 'completed') return 'over';
  if (now > session.endsAt + STAYS_OPEN_AFTER) return 'over';
  return now < opensAt(session) ? 'early' : 'open';
}
