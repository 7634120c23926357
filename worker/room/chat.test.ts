import { expect, test } from 'vitest';
import { GUEST_POLICIES } from '../../wire/words.ts';
import { cleanText, mayWrite } from './chat.ts';

test('everybody writes to all, but for Guests who may only watch; the backroom is closed to the Participant', () => {
  for (const policy of GUEST_POLICIES) {
    expect(mayWrite('researcher', policy, 'all')).toBe(true);
    expect(mayWrite('participant', policy, 'all')).toBe(true);
    expect(mayWrite('guest', policy, 'all')).toBe(policy !== 'watch');
    expect(mayWrite('researcher', policy, 'backroom')).toBe(true);
    expect(mayWrite('guest', policy, 'backroom')).toBe(true);
    expect(mayWrite('participant', policy, 'backroom')).toBe(false);
  }
});

test('line breaks stay in a text, other control characters go', () => {
  expect(cleanText('one\r\ntwo\rthree\n')).toBe('one\ntwo\nthree');
  expect(cleanText('a\u0000b\u001b[31m\tc\u0085')).toBe('ab[31m c');
  expect(cleanText('\u0007\u0000')).toBe('');
  expect(cleanText('नमस्ते 👩🏽‍💻 שלום')).toBe('नमस्ते 👩🏽‍💻 שלום');
});
