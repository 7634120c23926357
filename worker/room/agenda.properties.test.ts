import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  DAY,
  HOUR,
  MINUTE,
  REMINDER_DAY,
  REMINDER_DAY_FROM,
  REMINDER_HOUR,
  REMINDER_HOUR_FROM,
} from '../../wire/limits.ts';
import type { ReminderKind } from '../domain/reminders.ts';
import { due, dueAt, type AgendaFacts } from './agenda.ts';
import { NOBODY, outcomeOf, seenNow, type Attended, type Ending } from './completion.ts';
import { crossOff, remindersLeft } from './reminding.ts';

/** What happens to a Room, at any pace and in any order: told of a time, woken early, late or not at all, cancelled. */
type Event = { what: 'plan'; scheduleVersion: number } | { what: 'wake' } | { what: 'restart' } | { what: 'cancel' };
interface Version {
  startsAt: number;
  scheduledAt: number;
}
interface Left {
  kind: ReminderKind;
  scheduleVersion: number;
  at: number;
}

const T0 = 1_000 * DAY;
const versions = fc.array(
  fc
    .record({ startsAt: fc.integer({ min: T0, max: T0 + 4 * DAY }), ahead: fc.integer({ min: 0, max: 3 * DAY }) })
    .map(({ startsAt, ahead }): Version => ({ startsAt, scheduledAt: startsAt - ahead })),
  { minLength: 1, maxLength: 4 },
);
const events = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 12 * HOUR }),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<Event>({ what: 'wake' }) },
      { weight: 3, arbitrary: fc.nat(3).map((scheduleVersion): Event => ({ what: 'plan', scheduleVersion })) },
      { weight: 2, arbitrary: fc.constant<Event>({ what: 'restart' }) },
      { weight: 1, arbitrary: fc.constant<Event>({ what: 'cancel' }) },
    ),
  ),
  { maxLength: 60 },
);

const agendaFacts = (change: Partial<AgendaFacts>): AgendaFacts => ({
  startsAt: 0,
  endsAt: 0,
  lateMinutes: 0,
  seen: NOBODY,
  emptySince: null,
  reminders: [],
  shut: false,
  settled: false,
  doorUntold: false,
  inside: 0,
  away: [],
  offers: [],
  recorderCheckAt: null,
  recordedUntil: null,
  moveAt: null,
  kitAt: null,
  finishAt: null,
  clearAt: null,
  payAt: null,
  ...change,
});

/** A Room of nothing but its facts and what it has crossed off, as room/planning.ts and room/housekeeping.ts treat them. */
function simulate(
  times: Version[],
  happenings: (readonly [number, Event])[],
): { left: Left[]; cancelledAt: number | null } {
  let now = T0 - 4 * DAY;
  let version = 0;
  let reminded: { scheduleVersion: number; kinds: ReminderKind[] } = { scheduleVersion: 0, kinds: [] };
  let cancelledAt: number | null = null;
  const left: Left[] = [];
  const facts = () => {
    const { startsAt, scheduledAt } = times[version] ?? { startsAt: 0, scheduledAt: 0 };
    const session = { startsAt, scheduledAt, scheduleVersion: version + 1 };
    const reminders = remindersLeft(session, { reminded });
    return agendaFacts({ startsAt, endsAt: startsAt + HOUR, reminders, shut: cancelledAt !== null });
  };
  for (const [pause, event] of happenings) {
    now += pause;
    if (event.what === 'plan' && event.scheduleVersion >= version && event.scheduleVersion < times.length)
      version = event.scheduleVersion;
    if (event.what === 'cancel') cancelledAt ??= now;
    if (event.what === 'restart') reminded = structuredClone(reminded);
    for (const item of due(facts(), now)) {
      if (item.what !== 'remind' && item.what !== 'miss_reminder') continue;
      if (item.what === 'remind') left.push({ kind: item.kind, scheduleVersion: version + 1, at: now });
      reminded = crossOff({ reminded }, version + 1, item.kind);
    }
  }
  return { left, cancelledAt };
}

test('no reminder leaves before it is due, from the start on, or after a cancel, and each at most once a schedule version', () => {
  fc.assert(
    fc.property(versions, events, (times, happenings) => {
      const { left, cancelledAt } = simulate(times, happenings);
      for (const { kind, scheduleVersion, at } of left) {
        const { startsAt, scheduledAt } = times[scheduleVersion - 1] ?? { startsAt: 0, scheduledAt: 0 };
        const [before, from] =
          kind === 'reminder_day' ? [REMINDER_DAY, REMINDER_DAY_FROM] : [REMINDER_HOUR, REMINDER_HOUR_FROM];
        expect(at).toBeGreaterThanOrEqual(startsAt - before);
        expect(at).toBeLessThan(startsAt);
        expect(startsAt - scheduledAt).toBeGreaterThanOrEqual(from);
        if (cancelledAt !== null) expect(at).toBeLessThan(cancelledAt);
      }
      expect(new Set(left.map(({ kind, scheduleVersion }) => `${scheduleVersion} ${kind}`)).size).toBe(left.length);
    }),
    { numRuns: 2_000 },
  );
});

test('a Room that wakes when its alarm says sends every reminder whose time lies ahead, exactly when it is due', () => {
  fc.assert(
    fc.property(versions, ([first]) => {
      if (!first) return;
      const reminders = remindersLeft(
        { ...first, scheduleVersion: 1 },
        { reminded: { scheduleVersion: 0, kinds: [] } },
      );
      let facts = agendaFacts({ ...first, endsAt: first.startsAt + HOUR, reminders });
      const sent: number[] = [];
      for (let at = dueAt(facts); at !== null && at < first.startsAt; at = dueAt(facts)) {
        const [item] = due(facts, at);
        if (item?.what !== 'remind') break;
        sent.push(at);
        facts = { ...facts, reminders: facts.reminders.filter(({ kind }) => kind !== item.kind) };
      }
      expect(sent).toEqual(reminders.map(({ at }) => at));
    }),
  );
});

const agendas = fc.record({
  startsAt: fc.integer({ min: T0, max: T0 + DAY }),
  length: fc.integer({ min: 5, max: 240 }),
  lateMinutes: fc.constantFrom(0, 5, 10, 15),
  researcher: fc.option(fc.integer({ min: T0 - HOUR, max: T0 + 2 * DAY })),
  participant: fc.option(fc.integer({ min: T0 - HOUR, max: T0 + 2 * DAY })),
  emptySince: fc.option(fc.integer({ min: T0 - HOUR, max: T0 + 2 * DAY })),
  shut: fc.boolean(),
  settled: fc.boolean(),
  doorUntold: fc.boolean(),
  away: fc.array(fc.record({ seat: fc.uuid(), since: fc.integer({ min: T0, max: T0 + DAY }) }), { maxLength: 4 }),
});

test('what is due is just what the alarm was set for: nothing before it, something at it', () => {
  fc.assert(
    fc.property(agendas, ({ startsAt, length, researcher, participant, ...rest }) => {
      const seen = { researcher, participant, together: null };
      const facts = agendaFacts({ ...rest, startsAt, endsAt: startsAt + length * MINUTE, seen });
      const at = dueAt(facts);
      expect(due(facts, (at ?? Infinity) - 1)).toEqual([]);
      if (at !== null) expect(due(facts, at).length).toBeGreaterThan(0);
    }),
  );
});

const comings = fc.array(
  fc.tuple(fc.constantFrom('researcher', 'participant', 'guest'), fc.integer({ min: 0, max: 3 * HOUR })),
  {
    maxLength: 8,
  },
);
const endings = fc.constantFrom<Ending>('ended', 'no_show_limit', 'end_reached', 'stood_empty', 'closed');
const attended = (change: Partial<Attended>): Attended => ({
  seen: NOBODY,
  startsAt: HOUR,
  endsAt: 2 * HOUR,
  lateMinutes: 0,
  emptySince: null,
  ...change,
});

test('the order in which people came at one moment does not matter, and Guests never do', () => {
  fc.assert(
    fc.property(comings, fc.nat(3 * HOUR), endings, (people, at, ending) => {
      const roles = people.map(([role]) => role);
      const judge = (list: string[]) => outcomeOf(attended({ seen: seenNow(NOBODY, list, at) }), ending, at);
      expect(judge(roles.toReversed())).toBe(judge(roles));
      expect(judge(roles.filter((role) => role !== 'guest'))).toBe(judge(roles));
    }),
  );
});

test('Completed needs both to have been in together, a no-show that the Participant was never in', () => {
  const time = fc.option(fc.integer({ min: 0, max: 4 * HOUR }));
  const anything = fc.record({
    researcher: time,
    participant: time,
    together: time,
    emptySince: time,
    late: fc.constantFrom(0, 5, 10, 15),
  });
  fc.assert(
    fc.property(
      anything,
      endings,
      fc.integer({ min: 0, max: 5 * HOUR }),
      ({ emptySince, late, ...seen }, ending, at) => {
        const outcome = outcomeOf(attended({ seen, emptySince, lateMinutes: late }), ending, at);
        if (outcome === 'completed') expect(seen.together).not.toBeNull();
        if (outcome !== 'no_show') return;
        expect(seen.participant).toBeNull();
        expect(at).toBeGreaterThanOrEqual(HOUR + (15 + late) * MINUTE);
      },
    ),
  );
});
