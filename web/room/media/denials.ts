import { backoff } from '../backoff.ts';

/** The service may say no once while a key is being changed; so often in a row is meant. */
const MEANT = 3;
/** Whoever was denied tries again so seldom, ms: a key may be renewed while they are in the room. */
const DENIED_REST = 20_000;

/** How often in a row the service did not accept what we showed it, and how the next try is to be paced. */
export interface Denials {
  count: () => void;
  /** Something was accepted. */
  forget: () => void;
  state: () => 'lost' | 'denied';
  /** How long to wait before try number `attempt` (0 is the first, and at once), ms. */
  pause: (attempt: number) => number;
}

export function createDenials(): Denials {
  let inARow = 0;
  const isMeant = () => inARow >= MEANT;
  return {
    count: () => void (inARow += 1),
    forget: () => void (inARow = 0),
    state: () => (isMeant() ? 'denied' : 'lost'),
    pause: (attempt) => (isMeant() ? DENIED_REST : attempt === 0 ? 0 : backoff(attempt)),
  };
}
