import { presentName } from './zone-names.ts';

/** PRODUCT.md writes "Tue 14 Oct 2025, 16:00 to 16:45": day before month, 24 hours, for everybody alike. */
const LOCALE = 'en-GB';
/** Each knows the everyday short names (IST, EDT, AEDT) of its own part of the world only. */
const NAMING_LOCALES = ['en-US', 'en-GB', 'en-IN', 'en-AU', 'en-CA', 'en-NZ', 'en-ZA'];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Instant = string | number | Date;

function show(at: Instant, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone }).format(new Date(at));
}

function part(
  at: Instant,
  zone: string,
  locale: string,
  timeZoneName: 'short' | 'shortOffset' | 'longGeneric',
): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName }).formatToParts(new Date(at));
  return parts.find((piece) => piece.type === 'timeZoneName')?.value ?? '';
}

/** The zone this browser is set to, by its present name. */
export function deviceZone(): string {
  return presentName(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

/** "Tue 14 Oct 2025". */
export function showDay(at: Instant, zone: string): string {
  return show(at, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '');
}

/** "16:00". */
export function showClock(at: Instant, zone: string): string {
  return show(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/**
 * "16:00 to 16:45". Names the day of the end where it is another: "23:30 to 00:15 (Wed 15 Oct 2025)", and its offset where clocks
 * are turned in between: "02:30 to 02:15 (GMT+1)".
 */
export function showHours(startsAt: Instant, endsAt: Instant, zone: string): string {
  const hours = `${showClock(startsAt, zone)} to ${showClock(endsAt, zone)}`;
  const endDay = showDay(endsAt, zone);
  const endOffset = zoneOffset(zone, endsAt);
  if (endDay !== showDay(startsAt, zone)) return `${hours} (${endDay})`;
  return endOffset === zoneOffset(zone, startsAt) ? hours : `${hours} (${endOffset})`;
}

/** "Tue 14 Oct 2025, 16:00 to 16:45". */
export function showSpan(startsAt: Instant, endsAt: Instant, zone: string): string {
  return `${showDay(startsAt, zone)}, ${showHours(startsAt, endsAt, zone)}`;
}

/** "GMT+5:30" at that instant. */
export function zoneOffset(zone: string, at: Instant): string {
  return part(at, zone, LOCALE, 'shortOffset') || 'GMT';
}

/** "IST", "EDT", or null where English has no short name for the zone. */
export function zoneShortName(zone: string, at: Instant): string | null {
  for (const locale of NAMING_LOCALES) {
    const name = part(at, zone, locale, 'short');
    if (name && !/^(GMT|UTC)[+-]/u.test(name)) return name;
  }
  return null;
}

/** "IST, GMT+5:30, Asia/Kolkata": the name a person knows, the offset, and the exact zone. */
export function showZone(zone: string, at: Instant): string {
  return [...new Set([zoneShortName(zone, at), zoneOffset(zone, at), zone])].filter(Boolean).join(', ');
}

/** "Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata" (PRODUCT.md, Scheduling rule 4). */
export function showSpanInZone(startsAt: Instant, endsAt: Instant, zone: string): string {
  return `${showSpan(startsAt, endsAt, zone)} ${showZone(zone, startsAt)}`;
}

/** "Today", "Tomorrow", "Yesterday", else the day: "Tue 14 Oct 2025". */
export function showNearDay(at: Instant, now: number, zone: string): string {
  const day = showDay(at, zone);
  if (day === showDay(now, zone)) return 'Today';
  if (day === showDay(now + DAY, zone)) return 'Tomorrow';
  if (day === showDay(now - DAY, zone)) return 'Yesterday';
  return day;
}

/** Do two zones show the same clock at that instant? */
export function sameClock(a: string, b: string, at: Instant): boolean {
  return zoneOffset(a, at) === zoneOffset(b, at);
}

/** "45 minutes", "1 hour", "1 hour 30 minutes". */
export function showLength(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const words = (count: number, word: string) => (count ? `${count} ${word}${count === 1 ? '' : 's'}` : '');
  return [words(hours, 'hour'), words(rest, 'minute')].filter(Boolean).join(' ') || '0 minutes';
}

export function lengthInMinutes(startsAt: Instant, endsAt: Instant): number {
  return Math.round((new Date(endsAt).getTime() - new Date(startsAt).getTime()) / MINUTE);
}

/** Length of a recording: "0:41", "12:41", "1:02:03". */
export function showDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (count: number) => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "640 kB", "12.4 MB", "1.3 GB". */
export function showBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** "1 day", "30 days". */
export const showDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);
