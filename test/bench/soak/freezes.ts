import type { Standstill } from './watch.ts';

/** Around a standstill, ms: what held the machine up may have begun before the picture showed it. */
const AROUND = 1_000;

/** Standstills during which no page's own timer was late: those that the machine's load does not explain. */
export const unexplained = (standstills: readonly Standstill[], late: readonly Standstill[]): Standstill[] =>
  standstills.filter(({ from, until }) => !late.some((one) => one.until > from - AROUND && one.from < until));
