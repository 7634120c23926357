import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../wire/limits.ts';
import { spanInZone } from './when.ts';
import { isZone } from './zones.ts';

const zones = fc.constantFrom(
  ...Intl.supportedValuesOf('timeZone'),
  'UTC',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
);
/** From 1990 to 2090, whole minutes. */
const instants = fc
  .integer({ min: Date.UTC(1990, 0) / MINUTE, max: Date.UTC(2090, 0) / MINUTE })
  .map((minutes) => minutes * MINUTE);
const FORM =
  /^(\w{3} \d{1,2} \w{3} \d{4}), (\d\d:\d\d) to (?:\w{3} \d{1,2} \w{3} \d{4}, )?\d\d:\d\d .*GMT([+-])(\d{1,2})(?::(\d\d))?/;

test('what a mail says of a time, read with the offset it names, is the instant that was meant', () => {
  fc.assert(
    fc.property(zones, instants, fc.integer({ min: 5, max: 240 }), (zone, at, minutes) => {
      expect(isZone(zone)).toBe(true);
      const said = spanInZone(at, at + minutes * MINUTE, zone);
      const [, day, time, sign, hours, rest] = FORM.exec(said) ?? [];
      const offset = (Number(hours) * 60 + Number(rest ?? 0)) * (sign === '-' ? -1 : 1);
      expect(Date.parse(`${day} ${time} UTC`) - offset * MINUTE).toBe(at);
      expect(said.endsWith(zone) || zone === 'UTC').toBe(true);
    }),
    { numRuns: 100 },
  );
});
