import { expect, test } from 'vitest';
import { keyCommand } from './keys.ts';

test('keys ask for what the list says', () => {
  expect(keyCommand('k', 'page')).toEqual({ do: 'toggle' });
  expect(keyCommand(' ', 'page')).toEqual({ do: 'toggle' });
  expect(keyCommand('j', 'page')).toEqual({ do: 'skip', ms: -10_000 });
  expect(keyCommand('ArrowRight', 'page')).toEqual({ do: 'skip', ms: 5_000 });
  expect(keyCommand('>', 'page')).toEqual({ do: 'speed', steps: 1 });
  expect(keyCommand('7', 'page')).toEqual({ do: 'tenth', tenth: 7 });
  expect(keyCommand('Home', 'page')).toEqual({ do: 'start' });
  expect(keyCommand('x', 'page')).toBeNull();
});

test('capital letters are the same keys', () => {
  expect(keyCommand('F', 'page')).toEqual({ do: 'fullscreen' });
  expect(keyCommand('L', 'button')).toEqual({ do: 'skip', ms: 10_000 });
});

test('a field keeps all keys, a button its space bar, a slider its arrows', () => {
  expect(keyCommand('k', 'text')).toBeNull();
  expect(keyCommand(' ', 'button')).toBeNull();
  expect(keyCommand('ArrowLeft', 'button')).toEqual({ do: 'skip', ms: -5_000 });
  expect(keyCommand('ArrowLeft', 'choice')).toBeNull();
  expect(keyCommand('Home', 'choice')).toBeNull();
  expect(keyCommand('m', 'choice')).toEqual({ do: 'mute' });
});
