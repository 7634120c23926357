import { expect, test } from 'vitest';
import { splitFragment } from './fragment.ts';

test('the secret stands before the tilde, what the button was for after it', () => {
  expect(splitFragment('k_3-A')).toEqual({ secret: 'k_3-A', wish: null });
  expect(splitFragment('k_3-A~confirm')).toEqual({ secret: 'k_3-A', wish: 'confirm' });
  expect(splitFragment('k_3-A~change')).toEqual({ secret: 'k_3-A', wish: 'change' });
  expect(splitFragment('k_3-A~late')).toEqual({ secret: 'k_3-A', wish: 'late' });
});

test('a wish nobody knows leaves the secret whole and asks for nothing', () => {
  expect(splitFragment('k_3-A~cancel~now')).toEqual({ secret: 'k_3-A', wish: null });
  expect(splitFragment('k_3-A~')).toEqual({ secret: 'k_3-A', wish: null });
  expect(splitFragment('')).toEqual({ secret: '', wish: null });
});
