import { expect, test } from 'vitest';
import { cleanName, deltaOf, newRecord, nextNumber, toPerson } from './presence.ts';

const claims = { seat: 's', session: 'x', role: 'guest', name: 'Gus', person: null, linkVersion: 1, jti: 'j' } as const;

test('a delta holds only what changes', () => {
  const record = { ...newRecord(claims, 1), mic: true };
  expect(deltaOf(record, { mic: true, hand: true })).toEqual({ hand: true });
  expect(deltaOf(record, { mic: true, cam: false })).toBeNull();
  expect(deltaOf(record, {})).toBeNull();
});

test('numbers are never given twice', () => {
  expect(nextNumber([])).toBe(1);
  expect(nextNumber([newRecord(claims, 4), newRecord(claims, 2)])).toBe(5);
});

test('others see a person without what is the Room’s own', () => {
  expect(Object.keys(toPerson(newRecord(claims, 1))).sort()).toEqual(
    ['away', 'cam', 'hand', 'mic', 'n', 'name', 'q', 'role', 'screen'].sort(),
  );
});

test('names are one to eighty characters, however many bytes, without control or direction characters', () => {
  expect(cleanName(' Zoë ')).toBe('Zoë');
  expect(cleanName('👩‍🚀'.repeat(20))).toBe('👩‍🚀'.repeat(20));
  expect(cleanName('محمد')).toBe('محمد');
  for (const bad of [undefined, '', '  ', 'a'.repeat(81), 'a\u0000b', 'a\u202eb']) expect(cleanName(bad)).toBeNull();
});
