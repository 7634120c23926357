import { showDuration } from './time.ts';

/** A moment of a Session, from its scheduled start on: "12:41", "1:02:03", "−2:10" when it lies before. */
export function showOffset(at: string, startsAt: string): string {
  const ms = Date.parse(at) - Date.parse(startsAt);
  const isBefore = ms <= -500;
  return `${isBefore ? '−' : ''}${showDuration(Math.abs(ms))}`;
}

/** What somebody typed as such a moment, in ms: "12:41", "1:02:03", "-2:10", "41" (minutes). null: none. */
export function parseOffset(typed: string): number | null {
  const found = /^([-−])?(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,3})$/u.exec(typed.trim());
  if (!found) return null;
  const [, sign, hours, minutes, last] = found;
  const isMinutes = minutes === undefined;
  const seconds = isMinutes ? Number(last) * 60 : Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(last);
  if (!isMinutes && (Number(last) > 59 || (hours !== undefined && Number(minutes) > 59))) return null;
  return (sign ? -seconds : seconds) * 1000;
}
