import { expect, test } from 'vitest';
import { currentToasts, dismissToast, showToast } from './toasts.ts';

const shown = () => currentToasts().map(({ text }) => text);
const dismissAll = () => currentToasts().forEach(({ id }) => dismissToast(id));

test('what is said of a thing takes the place of what was said of it before, and of nothing else', () => {
  dismissAll();
  showToast('Lena joined');
  showToast('2 seconds are being recovered', 'good', { about: 'recovery' });
  showToast('Sam joined');
  showToast('2 seconds were recovered', 'good', { about: 'recovery' });
  expect(shown()).toEqual(['Lena joined', 'Sam joined', '2 seconds were recovered']);
});

test('three are shown at most, the oldest goes first, and the same words are not said twice', () => {
  dismissAll();
  for (const text of ['one', 'two', 'three', 'four', 'two']) showToast(text);
  expect(shown()).toEqual(['three', 'four', 'two']);
});
