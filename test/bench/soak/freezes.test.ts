import { expect, test } from 'vitest';
import { unexplained } from './freezes.ts';

const still = { from: 10_000, until: 11_500 };

test('a standstill is explained by a timer that was late while it lasted or just before', () => {
  expect(unexplained([still], [{ from: 10_500, until: 11_000 }])).toEqual([]);
  expect(unexplained([still], [{ from: 9_000, until: 9_500 }])).toEqual([]);
});

test('a standstill of which the timers know nothing is a freeze', () => {
  expect(unexplained([still], [])).toEqual([still]);
  expect(unexplained([still], [{ from: 8_000, until: 8_900 }])).toEqual([still]);
  expect(unexplained([still], [{ from: 11_600, until: 12_000 }])).toEqual([still]);
});
