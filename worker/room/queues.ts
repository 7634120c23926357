import { logError } from '../lib/log.ts';

/** One line of work per seat's media session: the SFU answers 406 to two negotiations of one at once. */
export interface Queues {
  /** Runs after all that was queued for this seat before. Never rejects. */
  run(seat: string, work: () => Promise<void>): Promise<void>;
  /** The seat has a new media session: what comes now does not wait for the old one's work. */
  renew(seat: string): void;
}

/** One at a time: a recording that is to be deleted waits for the step in hand, and no step begins on what is gone. */
export const FILES = 'files';

export function createQueues(): Queues {
  const tails = new Map<string, Promise<void>>();
  return {
    run(seat, work) {
      const before = tails.get(seat) ?? Promise.resolve();
      const mine = before.then(work).catch((error: unknown) => logError('room_media_work_failed', error));
      tails.set(seat, mine);
      return mine.finally(() => {
        if (tails.get(seat) === mine) tails.delete(seat);
      });
    },
    renew: (seat) => void tails.delete(seat),
  };
}
