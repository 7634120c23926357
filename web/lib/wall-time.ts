import { TZDateMini } from '@date-fns/tz';

/** A date and a time as a form has them: "2025-10-14" and "16:00". */
export interface WallTime {
  date: string;
  time: string;
}

/** By how much clocks are turned back: an hour, or half of one on Lord Howe Island. ms */
const TURNED_BACK = [3_600_000, 1_800_000];

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

function firstOf(at: number, zone: string): number {
  const wall = wallTimeOf(at, zone);
  const earlier = TURNED_BACK.map((back) => at - back).find((other) => {
    const there = wallTimeOf(other, zone);
    return there.time === wall.time && there.date === wall.date;
  });
  return earlier ?? at;
}

/** Does that time exist there? Not when clocks go forward over it. */
export function wallTimeExists(wall: WallTime, zone: string): boolean {
  const at = instantOf(wall, zone);
  return at !== null && wallTimeOf(at, zone).time === wall.time.slice(0, 5);
}
