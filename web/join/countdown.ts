const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
const two = (count: number) => String(count).padStart(2, '0');

/** Time left as figures: "2 days, 4 hours", "3:04:05", "12:41". Never negative. */
export function countdownFigures(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours >= 24) return `${plural(Math.floor(hours / 24), 'day')}, ${plural(hours % 24, 'hour')}`;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Time left in words, for a screen reader: changes at most once a minute. */
export function countdownWords(left: number): string {
  if (left >= DAY) return `in ${countdownFigures(left)}`;
  const minutes = Math.ceil(left / MINUTE);
  if (left >= HOUR) return `in ${plural(Math.floor(minutes / 60), 'hour')}, ${plural(minutes % 60, 'minute')}`;
  return minutes > 1 ? `in ${plural(minutes, 'minute')}` : 'in less than a minute';
}
