import { expect, test } from 'vitest';
import { AppError } from '../../../../wire/errors.ts';
import { changeWords, isOutdated } from './change-words.ts';

const standing = {
  status: 'scheduled',
  startsAt: '2026-10-14T14:00:00Z',
  endsAt: '2026-10-14T14:45:00Z',
  changedBy: 'Grace Hopper',
};

test('a conflict says who changed the Session, and to what', () => {
  const conflict = new AppError('conflict', { detail: standing });
  expect(isOutdated(conflict)).toBe(true);
  expect(changeWords(conflict, 'Asia/Kolkata')).toBe(
    'Grace Hopper changed this Session in the meantime. It is now on Wed 14 Oct 2026, 19:30 to 20:15.',
  );
  const cancelled = new AppError('not_scheduled', { detail: { ...standing, status: 'cancelled', changedBy: null } });
  expect(changeWords(cancelled, 'UTC')).toBe(
    "Somebody else changed this Session in the meantime. It is now 'Cancelled'.",
  );
});

test('too late says when it was too late', () => {
  const late = new AppError('too_late_to_change', { detail: { until: '2026-10-14T13:00:00Z' } });
  expect(isOutdated(late)).toBe(false);
  expect(changeWords(late, 'Europe/Berlin')).toBe(
    'A Session can be moved or cancelled until 1 hour before its start. That was Wed 14 Oct 2026, 15:00.',
  );
});

test('whatever comes without detail keeps the sentence of the server', () => {
  expect(changeWords(new AppError('conflict'), 'UTC')).toBe(new AppError('conflict').message);
});
