import { expect, test } from 'vitest';
import { isSameFile, isUnchanged } from './conditions.ts';
import { readRange } from './range.ts';

const SIZE = 1000;
const part = (offset: number, length: number) => ({ kind: 'part', offset, length });

test('one range of bytes is read as it stands', () => {
  expect(readRange('bytes=0-499', SIZE)).toEqual(part(0, 500));
  expect(readRange('bytes=500-', SIZE)).toEqual(part(500, 500));
  expect(readRange('bytes=-200', SIZE)).toEqual(part(800, 200));
  expect(readRange('BYTES=999-999', SIZE)).toEqual(part(999, 1));
  expect(readRange('bytes= 0-0 ', SIZE)).toEqual(part(0, 1));
});

test('a range that reaches past the end is cut there', () => {
  expect(readRange('bytes=900-5000', SIZE)).toEqual(part(900, 100));
  expect(readRange('bytes=-5000', SIZE)).toEqual(part(0, 1000));
  expect(readRange('bytes=0-99999999999999999999999', SIZE)).toEqual(part(0, 1000));
});

test('a range that begins past the end is outside', () => {
  for (const header of ['bytes=1000-', 'bytes=1000-1001', 'bytes=-0', 'bytes=99999999999999999999999-']) {
    expect(readRange(header, SIZE), header).toEqual({ kind: 'outside' });
  }
  expect(readRange('bytes=0-', 0)).toEqual({ kind: 'outside' });
});

test('malformed ranges, other units and several ranges are answered with the whole file', () => {
  const headers = [
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-2',
    'bytes=a-b',
    'bytes=1-2-3',
    'bytes=1.5-2',
    'bytes=--5',
  ];
  for (const header of [...headers, 'items=0-1', 'bytes=0-1,5-6', 'bytes=0-1, -5', '0-5', undefined, null]) {
    expect(readRange(header, SIZE), String(header)).toEqual({ kind: 'whole' });
  }
});

test('a reader who has this version already is told so', () => {
  expect(isUnchanged('"abc"', '"abc"')).toBe(true);
  expect(isUnchanged('W/"abc"', '"abc"')).toBe(true);
  expect(isUnchanged('"x", "abc"', '"abc"')).toBe(true);
  expect(isUnchanged('*', '"abc"')).toBe(true);
  expect(isUnchanged('"x"', '"abc"')).toBe(false);
  expect(isUnchanged(null, '"abc"')).toBe(false);
});

test('a range holds only for the very same file', () => {
  const file = { etag: '"abc"', lastModified: 'Tue, 14 Oct 2025 10:00:00 GMT' };
  expect(isSameFile(null, file)).toBe(true);
  expect(isSameFile('"abc"', file)).toBe(true);
  expect(isSameFile('Tue, 14 Oct 2025 10:00:00 GMT', file)).toBe(true);
  expect(isSameFile('W/"abc"', file)).toBe(false);
  expect(isSameFile('"old"', file)).toBe(false);
  expect(isSameFile('Tue, 14 Oct 2025 10:00:01 GMT', file)).toBe(false);
});
