import { expect, test } from 'vitest';
import { chooseRid, DEFAULT_PREFERENCES } from './layer-choice.ts';
import type { LayerPreferences, LayerState } from './layer-choice.ts';

const layer = (rid: string, bitsPerSecond = 100, active = true): LayerState => ({ rid, bitsPerSecond, active });
const wish = (preferredRid: string, change: Partial<LayerPreferences> = {}): LayerPreferences => ({
  ...DEFAULT_PREFERENCES,
  preferredRid,
  ...change,
});

test('the preferred layer is forwarded', () => {
  expect(chooseRid([layer('f'), layer('h'), layer('q')], wish('h'), null)).toBe('h');
});

test('a track without simulcast has one layer, whatever is preferred', () => {
  expect(chooseRid([layer('', 100, false)], wish('h'), null)).toBe('');
});

test('with none, a preferred layer that is not sent is waited for', () => {
  expect(chooseRid([layer('f', 100, false), layer('h')], wish('f'), null)).toBe('f');
  expect(chooseRid([layer('h')], wish('f'), null)).toBe('f');
});

test('with asciibetical, the next layer that is sent stands in', () => {
  const fallback = { ridNotAvailable: 'asciibetical' } as const;
  expect(chooseRid([layer('f', 100, false), layer('h'), layer('q')], wish('f', fallback), null)).toBe('h');
  expect(chooseRid([layer('f'), layer('h'), layer('q', 100, false)], wish('q', fallback), null)).toBe('h');
});

test('who prefers nothing gets the first layer that is sent', () => {
  expect(chooseRid([layer('q'), layer('f', 100, false), layer('h')], DEFAULT_PREFERENCES, null)).toBe('h');
});

test('too little bandwidth moves down in the alphabet, but only when asked to', () => {
  const layers = [layer('f', 900), layer('h', 300), layer('q', 100)];
  expect(chooseRid(layers, wish('f'), 400)).toBe('f');
  expect(chooseRid(layers, wish('f', { priorityOrdering: 'asciibetical' }), 400)).toBe('h');
  expect(chooseRid(layers, wish('f', { priorityOrdering: 'asciibetical' }), 50)).toBe('q');
});

test('before any layer is known there is none to forward', () => {
  expect(chooseRid([], wish('f'), null)).toBeNull();
});
