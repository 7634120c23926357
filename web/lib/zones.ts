import { zoneOffset, zoneShortName } from './time.ts';

export interface ZoneChoice {
  value: string;
  label: string;
  detail: string;
  also: string;
}

let known: ZoneChoice[] | undefined;

/** All zones this browser knows, "Asia / Kolkata" with today's offset, found by city, zone or short name (IST). */
export function zoneChoices(now: number): ZoneChoice[] {
  known ??= ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' ').replaceAll('/', ' / '),
    detail: zoneOffset(zone, now),
    also: zoneShortName(zone, now) ?? '',
  }));
  return known;
}

/** The choices with `zone` among them, whatever name for it this browser prefers (Asia/Calcutta, Asia/Kolkata). */
export function zoneChoicesWith(zone: string, now: number): ZoneChoice[] {
  const choices = zoneChoices(now);
  if (choices.some((choice) => choice.value === zone)) return choices;
  return [{ value: zone, label: zone.replaceAll('_', ' ').replaceAll('/', ' / '), detail: '', also: '' }, ...choices];
}
