import type { Person } from '../../wire/room.ts';

/** So long somebody must have the floor, ms: a "yes" while another one speaks moves nothing in the recording. */
const PATIENCE = 2_500;

/**
 * Whom a recording shows large: who speaks, or spoke last, of those with a camera. To be asked about once a second, with who speaks
 * (who has the floor first) and `now`, ms.
 */
export function createListenedTo(): (
  speaking: readonly number[],
  people: ReadonlyMap<number, Person>,
  now: number,
) => number | null {
  let shown: number | null = null;
  let next: { n: number; since: number } | null = null;
  return (speaking, people, now) => {
    const floor = speaking.find((n) => people.get(n)?.cam);
    if (floor === undefined || floor === shown) next = null;
    else if (next?.n !== floor) next = { n: floor, since: now };
    else if (now - next.since >= PATIENCE) [shown, next] = [floor, null];
    return shown;
  };
}
