import { expect, test } from 'vitest';
import { DELETED_NAME, mentions, namesOf, withoutNames } from './person-names.ts';

test('somebody is called by their full name and by their first name', () => {
  expect(namesOf(' Asha Rao ')).toEqual(['Asha Rao', 'Asha']);
  expect(namesOf('Asha')).toEqual(['Asha']);
  expect(namesOf('J. Li')).toEqual(['J. Li', 'J.']);
  expect(namesOf('Q')).toEqual([]);
  expect(namesOf('Bo')).toEqual(['Bo']);
});

test('a name is found as a whole word only, in any case and script', () => {
  for (const text of ['Ann', 'so ANN said', "Ann's", 'ask (ann)', 'Ann  Lee', 'ann-marie?']) {
    expect(mentions(text, ['Ann Lee']), text).toBe(true);
  }
  for (const text of ['Anna', 'Joann', 'Lee', 'plan', 'Ann1', ''])
    expect(mentions(text, ['Ann Lee']), text).toBe(false);
  expect(mentions('Étienne était là', ['Étienne Roy'])).toBe(true);
  expect(mentions('E\u0301tienne', ['Étienne Roy'])).toBe(true);
  expect(mentions('a.b', ['a+b c'])).toBe(false);
  expect(mentions('anything', ['Q'])).toBe(false);
  expect(mentions('anything', [])).toBe(false);
});

test('names and mentions are replaced however deep, and kinds, ids and other people are not', () => {
  const value = {
    what: 'asha',
    byName: 'Asha Rao',
    n: 3,
    people: [
      { name: 'Asha Rao', role: 'participant', text: 'asha and Ashanti' },
      { name: 'Asha Rao', role: 'researcher' },
      { name: 'Asha Gupta', role: 'participant' },
      null,
      true,
    ],
  };
  expect(withoutNames(value, ['Asha Rao'])).toEqual({
    what: 'asha',
    byName: DELETED_NAME,
    n: 3,
    people: [
      { name: DELETED_NAME, role: 'participant', text: `${DELETED_NAME} and Ashanti` },
      { name: 'Asha Rao', role: 'researcher' },
      { name: 'Asha Gupta', role: 'participant' },
      null,
      true,
    ],
  });
});
