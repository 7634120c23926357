import { expect, test } from 'vitest';
import { cleanText } from './chat.ts';

test('line breaks stay in a text, other control characters go', () => {
  expect(cleanText('one\r\ntwo\rthree\n')).toBe('one\ntwo\nthree');
  expect(cleanText('a\u0000b\u001b[31m\tc\u0085')).toBe('ab[31m c');
  expect(cleanText('\u0007\u0000')).toBe('');
  expect(cleanText('नमस्ते 👩🏽‍💻 שלום')).toBe('नमस्ते 👩🏽‍💻 שלום');
});
