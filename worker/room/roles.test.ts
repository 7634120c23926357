import { expect, test } from 'vitest';
import { GUEST_POLICIES, ROLES } from '../../wire/words.ts';
import { mayShow, publishable, refusal, RULES } from './roles.ts';

type Kind = keyof typeof RULES;
const kinds = Object.keys(RULES) as Kind[];
const hostsOnly: Kind[] = [
  ...(['recording', 'let_record', 'note', 'unnote', 'end'] as const),
  ...(['stop', 'remove', 'allow', 'lock', 'guests_wait', 'admit', 'deny', 'hold'] as const),
];
const atTheDoor: Kind[] = ['warm', 'enter'];

test.each(kinds.flatMap((kind) => ROLES.map((role) => [kind, role] as const)))('%s by a %s', (kind, role) => {
  const isForbidden = hostsOnly.includes(kind) && role !== 'researcher';
  expect(refusal(kind, role, true)).toBe(isForbidden ? 'not_allowed' : null);
  const outside = atTheDoor.includes(kind) ? null : 'not_in_room';
  expect(refusal(kind, role, false)).toBe(isForbidden ? 'not_allowed' : outside);
});

test('Guests send what the policy allows, and never a shared screen', () => {
  expect(publishable('guest', 'talk')).toEqual(['mic', 'cam']);
  expect(publishable('guest', 'watch')).toEqual([]);
  for (const policy of GUEST_POLICIES) {
    expect(publishable('participant', policy)).toContain('screen');
    expect(publishable('researcher', policy)).toContain('screen_audio');
    expect(mayShow('guest', policy, { screen: true })).toBe(false);
  }
});

test('a watching Guest may switch off what they may not switch on', () => {
  expect(mayShow('guest', 'watch', { mic: true })).toBe(false);
  expect(mayShow('guest', 'watch', { mic: false, cam: false })).toBe(true);
});
