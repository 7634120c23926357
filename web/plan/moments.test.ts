import { expect, test } from 'vitest';
import type { LinkView } from '../../wire/http.ts';
import { momentsOf } from './moments.ts';

const view = {
  session: { startsAt: '2026-10-14T14:00:00Z' },
  plan: { changeUntil: '2026-10-14T13:00:00Z' },
} as LinkView;
const at = (time: string) => momentsOf(view, Date.parse(`2026-10-14T${time}Z`));

test('until an hour before the start a Session can be changed, and from then on one can be late', () => {
  expect(at('12:59:59')).toMatchObject({ canChange: true, canBeLate: false });
  expect(at('13:00:00')).toMatchObject({ canChange: false, canBeLate: true });
});

test('15 minutes after the start it is too late to be late', () => {
  expect(at('14:14:59')).toMatchObject({ canBeLate: true, nextTurn: Date.parse('2026-10-14T14:15:00Z') });
  expect(at('14:15:00')).toEqual({ canChange: false, canBeLate: false, nextTurn: null });
});

test('a workspace without the hour lets change run on until the start', () => {
  const relaxed = { ...view, plan: { changeUntil: '2026-10-14T14:00:00Z' } } as LinkView;
  expect(momentsOf(relaxed, Date.parse('2026-10-14T13:30:00Z'))).toMatchObject({ canChange: true, canBeLate: true });
});
