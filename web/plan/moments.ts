import type { LinkView } from '../../wire/http.ts';
import { HOUR, MINUTE } from '../../wire/limits.ts';

/** 'I'm running late' is of use from here before the start ... ms */
const LATE_FROM = HOUR;
/** ... until the no-show limit (PRODUCT.md, Completion). ms */
const LATE_UNTIL = 15 * MINUTE;

export interface Moments {
  /** Can be moved and cancelled (Scheduling rule 2). */
  canChange: boolean;
  /** 'I'm running late' can be said. */
  canBeLate: boolean;
  /** When the next of these turns, UTC ms; null: never again. */
  nextTurn: number | null;
}

/** What the clock allows the Participant at `now` (server's clock, UTC ms). */
export function momentsOf({ session, plan }: Pick<LinkView, 'session' | 'plan'>, now: number): Moments {
  const start = Date.parse(session.startsAt);
  const changeUntil = plan ? Date.parse(plan.changeUntil) : 0;
  const [lateFrom, lateUntil] = [start - LATE_FROM, start + LATE_UNTIL];
  const turns = [changeUntil, lateFrom, lateUntil].filter((turn) => turn > now);
  return {
    canChange: now < changeUntil,
    canBeLate: now >= lateFrom && now < lateUntil,
    nextTurn: turns.length > 0 ? Math.min(...turns) : null,
  };
}
