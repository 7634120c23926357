import { expect, test } from 'vitest';
import type { ShownLine } from '../../state.ts';
import { groupLines } from './group-lines.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const line = (id: string, n: number, seconds: number): ShownLine => ({
  id,
  n,
  name: `Person ${n}`,
  role: 'guest',
  to: 'all',
  text: id,
  at: new Date(START + seconds * 1_000).toISOString(),
});
const ids = (lines: ShownLine[]) => groupLines(lines).map((group) => group.lines.map(({ id }) => id).join(''));

test('lines of one person in a row stand under one head', () => {
  expect(ids([line('a', 1, 0), line('b', 1, 10), line('c', 2, 20), line('d', 1, 30)])).toEqual(['ab', 'c', 'd']);
});

test('after five minutes the same person gets a new head', () => {
  expect(ids([line('a', 1, 0), line('b', 1, 299), line('c', 1, 300)])).toEqual(['ab', 'c']);
});

test('a group is named and timed by its first line', () => {
  expect(groupLines([line('a', 1, 0), line('b', 1, 10)])[0]).toMatchObject({
    id: 'a',
    n: 1,
    name: 'Person 1',
    at: '2026-03-02T09:00:00.000Z',
  });
});
