import { expect, test } from 'vitest';
import { NO_SHOW_AFTER, outcomeOf, seenNow, type Ending, type Outcome } from './completion.ts';

const nobody = { researcher: null, participant: null, together: null };
const researcher = { ...nobody, researcher: 1 };
const participant = { ...nobody, participant: 1 };
const apart = { researcher: 1, participant: 2, together: null };
const together = { researcher: 1, participant: 2, together: 2 };

// The rows of PRODUCT.md, Completion.
test.each<[string, typeof together | typeof nobody | object, Ending, Outcome]>([
  ['both together, ended for all', together, 'ended', 'completed'],
  ['both together, empty after the end', together, 'stood_empty', 'completed'],
  ['both together, emptied before the end', together, 'end_reached', 'needs_review'],
  ['both together, still in when it closes', together, 'closed', 'completed'],
  ['only the Researcher came', researcher, 'end_reached', 'no_show'],
  ['only the Researcher came and ended it', researcher, 'ended', 'no_show'],
  ['only the Participant came', participant, 'end_reached', 'needs_review'],
  ['both came, never together', apart, 'ended', 'needs_review'],
  ['nobody came', nobody, 'end_reached', 'needs_review'],
])('%s', (_, seen, ending, outcome) => {
  expect(outcomeOf(seen as typeof together, ending, NO_SHOW_AFTER, 0)).toBe(outcome);
});

test('nobody is a no-show before 15 minutes have passed', () => {
  expect(outcomeOf(researcher, 'ended', NO_SHOW_AFTER - 1, 0)).toBe('needs_review');
});

test('who was seen is remembered by the first time', () => {
  const first = seenNow(nobody, ['researcher', 'guest'], 5);
  expect(first).toEqual({ researcher: 5, participant: null, together: null });
  expect(seenNow(first, ['participant'], 7)).toEqual({ researcher: 5, participant: 7, together: null });
  expect(seenNow(first, ['participant', 'researcher'], 9)).toEqual({ researcher: 5, participant: 9, together: 9 });
});
