import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../wire/limits.ts';
import { goesOn, isParticipantMissing, NOBODY, noShowAt, outcomeOf, seenNow } from './completion.ts';
import type { Attended, Ending, Outcome } from './completion.ts';

const START = 10 * HOUR;
const END = START + HOUR;
const limit = START + 15 * MINUTE;
const researcher = { ...NOBODY, researcher: START };
const participant = { ...NOBODY, participant: START };
const apart = { researcher: START, participant: START + MINUTE, together: null };
/** Both in at once, since so long after the start. */
const met = (after: number) => ({ researcher: START, participant: START + after, together: START + after });
const together = met(MINUTE);
const judge = (change: Partial<Attended>, ending: Ending, at: number): Outcome =>
  outcomeOf({ seen: NOBODY, startsAt: START, endsAt: END, lateMinutes: 0, emptySince: null, ...change }, ending, at);

// The rows of PRODUCT.md, Completion, with their edges.
test.each<[row: string, change: Partial<Attended>, ending: Ending, at: number, outcome: Outcome]>([
  ['both together, ended for all', { seen: together }, 'ended', END, 'completed'],
  ['both together, ended for all long before the end', { seen: together }, 'ended', START + 2 * MINUTE, 'completed'],
  ['both together before the start, ended before it', { seen: met(-5 * MINUTE) }, 'ended', START - MINUTE, 'completed'],
  ['both together, ended by who came back alone', { seen: together, emptySince: END - 1 }, 'ended', END, 'completed'],
  ['the Participant 9:59 late', { seen: met(10 * MINUTE - 1_000) }, 'ended', END, 'completed'],
  ['the Participant 10:01 late', { seen: met(10 * MINUTE + 1_000) }, 'ended', END, 'completed'],
  ['the Participant 15:01 late, after a no-show', { seen: met(15 * MINUTE + 1_000) }, 'ended', END, 'completed'],
  [
    'both together, empty since the end',
    { seen: together, emptySince: END },
    'stood_empty',
    END + 5 * MINUTE,
    'completed',
  ],
  [
    'both together, empty since after it',
    { seen: together, emptySince: END + 1 },
    'stood_empty',
    END + 6 * MINUTE,
    'completed',
  ],
  [
    'both together, emptied before the end',
    { seen: together, emptySince: END - 1 },
    'end_reached',
    END,
    'needs_review',
  ],
  [
    'both together, emptied before the end, closed',
    { seen: together, emptySince: END - 1 },
    'closed',
    END + 2 * HOUR,
    'needs_review',
  ],
  ['both together, still in when it closes', { seen: together }, 'closed', END + 2 * HOUR, 'completed'],
  [
    "the host's network died, the Participant left early",
    { seen: together, emptySince: START + 20 * MINUTE },
    'end_reached',
    END,
    'needs_review',
  ],
  [
    "the host's network died, the Participant stayed to the end",
    { seen: together, emptySince: END + MINUTE },
    'stood_empty',
    END + 6 * MINUTE,
    'completed',
  ],
  ['only the Researcher, at the limit', { seen: researcher }, 'no_show_limit', limit, 'no_show'],
  [
    'only the Researcher, to the end',
    { seen: researcher, emptySince: END },
    'stood_empty',
    END + 5 * MINUTE,
    'no_show',
  ],
  ['only the Researcher, still in when it closes', { seen: researcher }, 'closed', END + 2 * HOUR, 'no_show'],
  ['only the Researcher, ended at the limit', { seen: researcher }, 'ended', limit, 'no_show'],
  ['only the Researcher, ended just before the limit', { seen: researcher }, 'ended', limit - 1, 'needs_review'],
  [
    'only the Researcher, ended before the start',
    { seen: { ...NOBODY, researcher: START - MINUTE } },
    'ended',
    START - 1,
    'needs_review',
  ],
  [
    'only the Researcher, the Participant 10 minutes late',
    { seen: researcher, lateMinutes: 10 },
    'ended',
    limit,
    'needs_review',
  ],
  [
    'only the Researcher, and not even 10 minutes later',
    { seen: researcher, lateMinutes: 10 },
    'ended',
    limit + 10 * MINUTE,
    'no_show',
  ],
  ['only the Participant', { seen: participant, emptySince: START + MINUTE }, 'end_reached', END, 'needs_review'],
  [
    'only the Participant, to the end',
    { seen: participant, emptySince: END },
    'stood_empty',
    END + 5 * MINUTE,
    'needs_review',
  ],
  ['both came, never together', { seen: apart }, 'ended', END, 'needs_review'],
  ['both came, never together, and it closed', { seen: apart }, 'closed', END + 2 * HOUR, 'needs_review'],
  ['nobody came', {}, 'end_reached', END, 'needs_review'],
])('%s', (_, change, ending, at, outcome) => {
  expect(judge(change, ending, at)).toBe(outcome);
});

test('a second Researcher, a second tab or a Guest makes no Session of one that was not', () => {
  expect(seenNow(NOBODY, ['researcher', 'researcher', 'guest'], 5)).toEqual({ ...NOBODY, researcher: 5 });
  expect(seenNow(NOBODY, ['participant', 'participant', 'guest'], 5)).toEqual({ ...NOBODY, participant: 5 });
  expect(judge({ seen: seenNow(NOBODY, ['researcher', 'guest'], START) }, 'no_show_limit', limit)).toBe('no_show');
});

test('who was seen is remembered by the first time', () => {
  const first = seenNow(NOBODY, ['researcher', 'guest'], 5);
  expect(first).toEqual({ researcher: 5, participant: null, together: null });
  expect(seenNow(first, ['participant'], 7)).toEqual({ researcher: 5, participant: 7, together: null });
  expect(seenNow(first, ['participant', 'researcher'], 9)).toEqual({ researcher: 5, participant: 9, together: 9 });
});

test('the limit is 15 minutes after the start and as much later as the Participant said', () => {
  expect(noShowAt({ startsAt: START, lateMinutes: 0 })).toBe(limit);
  expect(noShowAt({ startsAt: START, lateMinutes: 15 })).toBe(limit + 15 * MINUTE);
});

test('a Participant is missed only by a Researcher who came in time', () => {
  const times = { startsAt: START, lateMinutes: 0 };
  expect(isParticipantMissing({ ...times, seen: { ...NOBODY, researcher: limit } })).toBe(true);
  expect(isParticipantMissing({ ...times, seen: { ...NOBODY, researcher: limit + 1 } })).toBe(false);
  expect(isParticipantMissing({ ...times, seen: apart })).toBe(false);
});

test('what was judged is open again when the Participant comes, or when both meet once more', () => {
  expect(goesOn(['participant'], 'participant')).toBe(true);
  expect(goesOn(['participant', 'researcher'], 'researcher')).toBe(true);
  expect(goesOn(['researcher', 'guest'], 'researcher')).toBe(false);
});
