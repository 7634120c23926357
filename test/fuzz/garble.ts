import { KINDS, SAMPLES } from './samples.ts';

/** A number from 0 to below 1; always the same ones for a seed. */
export type Chance = () => number;

/** mulberry32: 32 bits of state are plenty for choosing messages. */
export function chances(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <Item>(chance: Chance, items: readonly Item[]): Item => {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
};

/** Values that break what is careless about its input. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  '\u0000',
  '\u202e',
  '\ud800',
  '__proto__',
  "'; DROP TABLE seats; --",
  'x'.repeat(5_000),
  [],
  {},
  [[[[]]]],
];

/** Other values that are right for a field of this name. */
const FITTING: Record<string, readonly unknown[]> = {
  n: [0, 1, 2, 3, 4, 5, 99, null],
  kind: ['mic', 'cam', 'screen', 'hand'],
  on: [true, false],
  to: ['all', 'backroom'],
  do: ['start', 'stop', 'pause', 'resume'],
  hand: [true, false],
  tracks: [[{ mid: '1', kind: 'screen' }], [{ mid: '2', kind: 'cam' }], []],
};

/** All still good messages, but of things that may be forbidden. */
function vary(chance: Chance, message: Record<string, unknown>): unknown {
  const entries = Object.entries(message).map(([key, value]) => [
    key,
    FITTING[key] ? pick(chance, FITTING[key]) : value,
  ]);
  const flags = message['t'] === 'state' ? { mic: chance() < 0.5, cam: chance() < 0.5, screen: chance() < 0.5 } : {};
  return { ...(Object.fromEntries(entries) as Record<string, unknown>), ...flags };
}

const MUTATIONS: readonly ((chance: Chance, message: Record<string, unknown>) => unknown)[] = [
  (_chance, message) => message,
  vary,
  vary,
  vary,
  (chance, message) => ({ ...message, [pick(chance, Object.keys(message))]: pick(chance, ODD) }),
  (chance, message) => Object.fromEntries(Object.entries(message).filter(() => chance() > 0.3)),
  (chance, message) => ({ ...message, [pick(chance, ['extra', 'role', 'seat', '__proto__'])]: pick(chance, ODD) }),
  (chance, message) => ({ ...message, t: pick(chance, [...KINDS, 'welcome', 'gone', 'constructor']) }),
];

/** A frame as an odd or evil client might send it: often nearly right, sometimes exactly right. */
export function garble(chance: Chance): string {
  const message = SAMPLES[pick(chance, KINDS)] as Record<string, unknown>;
  const text = JSON.stringify(pick(chance, MUTATIONS)(chance, message));
  const luck = chance();
  if (luck < 0.1) return text.slice(0, Math.floor(chance() * text.length));
  if (luck < 0.15) return text.replace(/[a-z]/, () => pick(chance, ['"', '{', '\\', '\u0007', '9']));
  if (luck < 0.16) return `${text.slice(0, -1)},"pad":"${'p'.repeat(300_000)}"}`;
  if (luck < 0.18) return pick(chance, ['', 'null', '[]', '0', '"t"', '{}', '[{"t":"end"}]', 'pong']);
  return text;
}
