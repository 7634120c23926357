/**
 * Locales whose short names say what people there say ("IST", "CET", "AEDT"); Intl gives "GMT+5:30" in the others.
 * The first that has a name of its own for the zone wins.
 */
const NAMING_LOCALES = ['en-US', 'en-GB', 'en-IN', 'en-AU', 'en-NZ', 'en-ZA', 'en-CA', 'en-IE'];

/**
 * A span of time as a mail says it: "Tue 14 Oct 2025, 16:00 to 16:45 IST, GMT+5:30, Asia/Kolkata" (PRODUCT.md,
 * Scheduling rule 4). Instants are UTC ms; the day of the end stands there only when it is another one.
 */
export function spanInZone(startsAt: number, endsAt: number, zone: string): string {
  const from = dayAndTime(startsAt, zone);
  const to = dayAndTime(endsAt, zone);
  const end = from.day === to.day ? to.time : `${to.day}, ${to.time}`;
  const named = [abbreviation(startsAt, zone), offset(startsAt, zone)].filter((name) => name !== null);
  return `${from.day}, ${from.time} to ${end} ${[...new Set([...named, zone])].join(', ')}`;
}

/** An instant, short enough for a subject: "Tue 14 Oct 2025, 16:00 IST"; the offset where the zone has no name of its own. */
export function momentInZone(at: number, zone: string): string {
  const { day, time } = dayAndTime(at, zone);
  return `${day}, ${time} ${abbreviation(at, zone) ?? offset(at, zone)}`;
}

function dayAndTime(at: number, zone: string): { day: string; time: string } {
  const part = parts(at, 'en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** "GMT+5:30"; "GMT+0" where Intl says only "GMT". */
function offset(at: number, zone: string): string {
  const name = parts(at, 'en-US', { timeZone: zone, timeZoneName: 'shortOffset' })('timeZoneName');
  return name === 'GMT' ? 'GMT+0' : name;
}

function abbreviation(at: number, zone: string): string | null {
  const names = NAMING_LOCALES.map((locale) =>
    parts(at, locale, { timeZone: zone, timeZoneName: 'short' })('timeZoneName'),
  );
  return names.find((name) => !/^(GMT|UTC)?[+\-−]\d/.test(name)) ?? null;
}

function parts(at: number, locale: string, options: Intl.DateTimeFormatOptions) {
  const all = new Intl.DateTimeFormat(locale, options).formatToParts(at);
  return (type: Intl.DateTimeFormatPartTypes): string => all.find((part) => part.type === type)?.value ?? '';
}
