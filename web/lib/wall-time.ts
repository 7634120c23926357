import { TZDateMini } from '@date-fns/tz';

/** A date and a time as a form has them: "2025-10-14" and "16:00". */
export interface WallTime {
  date: string;
  time: string;
}

/** By how much clocks are turned back: an hour; half of one on Lord Howe Island; two at Troll, Antarctica. ms */
const TURNED_BACK = [3_600_000, 1_800_000, 7_200_000];

/** What happens to a wall time on its day: clocks that go forward skip it, clocks that go back show it twice. */
export type WallTimeFate = 'once' | 'skipped' | 'twice';

const two = (count: number) => String(count).padStart(2, '0');

/** What the clock on the wall of `zone` shows at that instant. */
export function wallTimeOf(at: number | Date, zone: string): WallTime {
  const there = new TZDateMini(new Date(at).getTime(), zone);
  return {
    date: `${there.getFullYear()}-${two(there.getMonth() + 1)}-${two(there.getDate())}`,
    time: `${two(there.getHours())}:${two(there.getMinutes())}`,
  };
}

/**
 * The instant (UTC ms) at which the wall clock of `zone` shows that; null while either is not filled in.
 * An hour that happens twice means the first; one that is skipped moves on by the gap (RFC 5545 3.3.5).
 */
export function instantOf({ date, time }: WallTime, zone: string): number | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date);
  const clock = /^(\d{2}):(\d{2})/u.exec(time);
  if (!day || !clock) return null;
  const at = new TZDateMini(
    Number(day[1]),
    Number(day[2]) - 1,
    Number(day[3]),
    Number(clock[1]),
    Number(clock[2]),
    zone,
  ).getTime();
  return Number.isNaN(at) ? null : firstOf(at, zone);
}

const isSame = (a: WallTime, b: WallTime) => a.date === b.date && a.time === b.time;

function firstOf(at: number, zone: string): number {
  const wall = wallTimeOf(at, zone);
  return TURNED_BACK.map((back) => at - back).find((other) => isSame(wallTimeOf(other, zone), wall)) ?? at;
}

/** Whether that time exists there, once or twice; 'once' also while the form is not filled in. */
export function wallTimeFate(wall: WallTime, zone: string): WallTimeFate {
  const first = instantOf(wall, zone);
  if (first === null) return 'once';
  const shown = wallTimeOf(first, zone);
  if (!isSame(shown, { date: wall.date, time: wall.time.slice(0, 5) })) return 'skipped';
  return TURNED_BACK.some((back) => isSame(wallTimeOf(first + back, zone), shown)) ? 'twice' : 'once';
}
