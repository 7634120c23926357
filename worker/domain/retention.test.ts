import { expect, test } from 'vitest';
import { DAY, RETENTION_NOTICE } from '../../wire/limits.ts';
import { dueAt, keptUntil } from './retention.ts';

const CLOSED = Date.UTC(2026, 0, 1);

test('nothing falls due while the Study is open', () => {
  expect(dueAt({ closedAt: null, days: 1 })).toBeNull();
  expect(keptUntil({ closedAt: null, days: 1, noticedAt: null }, CLOSED)).toBeNull();
});

test('recordings are kept for their days after the Study closed', () => {
  expect(dueAt({ closedAt: CLOSED, days: 30 })).toBe(CLOSED + 30 * DAY);
  expect(keptUntil({ closedAt: CLOSED, days: 30, noticedAt: null }, CLOSED)).toBe(CLOSED + 30 * DAY);
});

test('a notice in time changes nothing, and one that is late puts the deletion off to 7 days after it', () => {
  const due = CLOSED + 30 * DAY;
  const noticed = (noticedAt: number) => keptUntil({ closedAt: CLOSED, days: 30, noticedAt }, due + 99 * DAY);
  expect(noticed(due - RETENTION_NOTICE)).toBe(due);
  expect(noticed(due - RETENTION_NOTICE - 1)).toBe(due);
  expect(noticed(due - RETENTION_NOTICE + 1)).toBe(due + 1);
  expect(noticed(due + DAY)).toBe(due + DAY + RETENTION_NOTICE);
});

test('without a notice they are kept for at least 7 more days', () => {
  const due = CLOSED + 30 * DAY;
  const unnoticed = (now: number) => keptUntil({ closedAt: CLOSED, days: 30, noticedAt: null }, now);
  expect(unnoticed(due - RETENTION_NOTICE)).toBe(due);
  expect(unnoticed(due - RETENTION_NOTICE + 1)).toBe(due + 1);
  expect(unnoticed(due + 9 * DAY)).toBe(due + 16 * DAY);
});
