import { zoneOffset } from './time.ts';
import { presentName } from './zone-names.ts';

export interface ZoneChoice {
  value: string;
  label: string;
  detail: string;
  also: string;
}

/** "America / New York". */
export function zoneLabel(zone: string): string {
  return zone.replaceAll('_', ' ').replaceAll('/', ' / ');
}

/** "India Standard Time IST": the name in full and its initials, for searching. */
function names(zone: string, now: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'long' }).formatToParts(now);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  return `${name} ${name.replaceAll(/[^A-Z]/gu, '')}`;
}

let known: ZoneChoice[] | undefined;

/** All zones this browser knows with today's offset, found by city, zone, full name or initials. Slow the first time. */
export function zoneChoices(now: number): ZoneChoice[] {
  known ??= [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((listed) => {
    const zone = presentName(listed);
    return {
      value: zone,
      label: zoneLabel(zone),
      detail: zoneOffset(zone, now),
      also: `${listed} ${names(zone, now)}`,
    };
  });
  return known;
}
