import { expect, test } from 'vitest';
import { judgeNetwork, networkWords } from './network.ts';

test('a connection is judged by the middle of its round trips and by how long it took to come about', () => {
  const connected = (afterMs: number, ...trips: number[]) => judgeNetwork({ kind: 'connected', afterMs, trips });
  expect(connected(400, 40, 900, 41.26)).toEqual({ state: 'ok', rtt: 41.3 });
  expect(connected(400, 300)).toEqual({ state: 'ok', rtt: 300 });
  expect(connected(400, 301)).toEqual({ state: 'slow', rtt: 301 });
  expect(connected(5_000)).toEqual({ state: 'ok', rtt: null });
  expect(connected(5_001, 12)).toEqual({ state: 'slow', rtt: 12 });
});

test('what does not connect is blocked, and what could not be measured is nobody’s fault', () => {
  expect(judgeNetwork({ kind: 'blocked' })).toEqual({ state: 'blocked', rtt: null });
  expect(judgeNetwork({ kind: 'no_socket' })).toEqual({ state: 'blocked', rtt: null });
  expect(judgeNetwork({ kind: 'not_measured' })).toEqual({ state: 'skipped', rtt: null });
});

test('each outcome is said in other words, with what helps', () => {
  const looks = [
    { kind: 'connected', afterMs: 300, trips: [41] },
    { kind: 'connected', afterMs: 300, trips: [800] },
    { kind: 'blocked' },
    { kind: 'no_socket' },
    { kind: 'not_measured' },
  ] as const;
  const said = looks.map((look) =>
    networkWords({ ...look, ...('trips' in look ? { trips: [...look.trips] } : {}) } as Parameters<
      typeof networkWords
    >[0]),
  );
  expect(new Set(said.map(({ title }) => title)).size).toBe(looks.length);
  expect(said[0]?.help).toContain('41 ms');
  for (const at of [2, 3]) expect(said[at]?.help).toMatch(/VPN/);
});
