import { expect, test } from 'vitest';
import { linkify } from './linkify.ts';

const links = (text: string) => linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));

test('an address in a sentence is a link, and the words around it stay', () => {
  expect(linkify('Open https://example.org/a?b=1#c please')).toEqual([
    { kind: 'words', text: 'Open ' },
    { kind: 'link', text: 'https://example.org/a?b=1#c', href: 'https://example.org/a?b=1#c' },
    { kind: 'words', text: ' please' },
  ]);
});

test('nothing of what was written is lost', () => {
  const texts = [
    '',
    'plain',
    'https://a.example https://b.example.',
    '(see http://a.example/x_(y))',
    '<b>https://a.b</b>',
  ];
  for (const text of texts) {
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  }
});

test('the full stop, comma or bracket of the sentence is not part of the address', () => {
  expect(links('See https://a.example/x.')).toEqual(['https://a.example/x']);
  expect(links('https://a.example/x, https://b.example/y!')).toEqual(['https://a.example/x', 'https://b.example/y']);
  expect(links('(https://a.example/x)')).toEqual(['https://a.example/x']);
  expect(links('https://a.example/wiki/Trip_(journey)')).toEqual(['https://a.example/wiki/Trip_(journey)']);
  expect(links('https://a.example/really?!')).toEqual(['https://a.example/really']);
});

test('only http and https become links', () => {
  const others = [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'ftp://a.example',
    'www.a.example',
    'a@b.example',
  ];
  for (const text of others) expect(links(text)).toEqual([]);
  expect(links('javascript:https://a.example')).toEqual(['https://a.example']);
});

test('an address that shows one place and goes to another stays words', () => {
  expect(links('https://bank.example@evil.example/')).toEqual([]);
  expect(links('https://user:word@evil.example/')).toEqual([]);
});

test('what is no address stays words', () => {
  expect(links('https://')).toEqual([]);
  expect(links('https://.')).toEqual([]);
  expect(links('http://[::bad')).toEqual([]);
});

test('quotes and angle brackets end an address', () => {
  expect(links('<a href="https://a.example/x">')).toEqual(['https://a.example/x']);
});
