import { expect, test } from 'vitest';
import { EMPTY_COMPLETES, MINUTE, OPENS_BEFORE, SEAT_GRACE, STAYS_OPEN_AFTER } from '../../wire/limits.ts';
import { due, dueAt, type AgendaFacts } from './agenda.ts';
import { NOBODY, NO_SHOW_AFTER } from './completion.ts';

const START = 1_000_000_000;
const END = START + 3_600_000;
const facts = (change: Partial<AgendaFacts> = {}): AgendaFacts => ({
  startsAt: START,
  endsAt: END,
  lateMinutes: 0,
  seen: NOBODY,
  reminders: [],
  shut: false,
  settled: false,
  doorUntold: true,
  inside: 0,
  emptySince: null,
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
const whatIsDue = (change: Partial<AgendaFacts>, now: number) => due(facts(change), now).map((item) => item.what);

test('first the door opens, ten minutes before the start', () => {
  expect(dueAt(facts())).toBe(START - OPENS_BEFORE);
  expect(whatIsDue({}, START - OPENS_BEFORE - 1)).toEqual([]);
  expect(whatIsDue({}, START - OPENS_BEFORE)).toEqual(['open']);
});

test('with nobody in, the scheduled end decides; with somebody in, only the closing two hours later', () => {
  expect(dueAt(facts({ doorUntold: false }))).toBe(END);
  expect(whatIsDue({ doorUntold: false }, END)).toEqual(['end_reached']);
  expect(dueAt(facts({ doorUntold: false, inside: 1 }))).toBe(END + STAYS_OPEN_AFTER);
});

test('a room that emptied before the end is decided at the end, one that emptied after it five minutes later', () => {
  expect(dueAt(facts({ doorUntold: false, emptySince: END - 1 }))).toBe(END);
  expect(dueAt(facts({ doorUntold: false, emptySince: END }))).toBe(END + EMPTY_COMPLETES);
  expect(whatIsDue({ doorUntold: false, emptySince: END + 5 }, END + 5 + EMPTY_COMPLETES)).toEqual(['stood_empty']);
});

test('a settled Session is not settled again, but its room still closes', () => {
  expect(whatIsDue({ doorUntold: false, settled: true }, END + STAYS_OPEN_AFTER)).toEqual(['close']);
});

test('a shut room has nothing left to do but its recording and its debts', () => {
  expect(dueAt(facts({ shut: true }))).toBeNull();
  expect(whatIsDue({ shut: true, finishAt: 5, payAt: 6, recordedUntil: 7 }, 10)).toEqual([
    'finish',
    'pay',
    'stop_waiting',
  ]);
});

test('a lost seat is given up after its grace', () => {
  const away = [{ seat: 'a', since: START }];
  expect(due(facts({ doorUntold: false, inside: 1, away }), START + SEAT_GRACE - 1)).toEqual([]);
  expect(due(facts({ doorUntold: false, inside: 1, away }), START + SEAT_GRACE)).toEqual([
    { at: START + SEAT_GRACE, what: 'seat_lost', seat: 'a' },
  ]);
});

test('a Researcher alone: at the no-show limit it is judged, and not before, also when they have gone', () => {
  const alone = { doorUntold: false, seen: { ...NOBODY, researcher: START }, inside: 1 };
  const limit = START + NO_SHOW_AFTER;
  expect(whatIsDue(alone, limit - 1)).toEqual([]);
  expect(whatIsDue(alone, limit)).toEqual(['no_show']);
  expect(whatIsDue({ ...alone, inside: 0, emptySince: START + 1, endsAt: START + 5 * MINUTE }, limit)).toEqual([
    'no_show',
  ]);
  expect(dueAt(facts({ ...alone, lateMinutes: 10 }))).toBe(limit + 10 * MINUTE);
});

test('who comes after the limit does not end it by coming: it is judged at the end', () => {
  const late = { doorUntold: false, seen: { ...NOBODY, researcher: START + NO_SHOW_AFTER + 1 } };
  expect(dueAt(facts({ ...late, inside: 1 }))).toBe(END + STAYS_OPEN_AFTER);
  expect(dueAt(facts({ ...late, inside: 0 }))).toBe(END);
});

test('a reminder is due at its time, and only crossed off once its time is over', () => {
  const reminders = [{ kind: 'reminder_hour' as const, at: START - 3_600_000, until: START }];
  expect(whatIsDue({ doorUntold: false, reminders }, START - 3_600_001)).toEqual([]);
  expect(whatIsDue({ doorUntold: false, reminders }, START - 3_600_000)).toEqual(['remind']);
  expect(whatIsDue({ doorUntold: false, reminders }, START)).toEqual(['miss_reminder']);
  expect(whatIsDue({ doorUntold: false, reminders, settled: true }, START - 1)).toEqual([]);
  expect(whatIsDue({ doorUntold: false, reminders, shut: true }, START - 1)).toEqual([]);
});
