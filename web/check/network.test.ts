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

test('a service that is reached is not said to carry picture and sound, and is slow or without UDP where that was seen', () => {
  const reached = (udp: boolean | null, ...trips: number[]) => judgeNetwork({ kind: 'reached', udp, trips });
  expect(reached(null, 40)).toEqual({ state: 'reached', rtt: 40 });
  expect(reached(true, 300)).toEqual({ state: 'reached', rtt: 300 });
  expect(reached(true, 301)).toEqual({ state: 'slow', rtt: 301 });
  expect(reached(false, 40)).toEqual({ state: 'no_udp', rtt: 40 });
  expect(judgeNetwork({ kind: 'unreached', host: 'rtk.example' })).toEqual({ state: 'blocked', rtt: null });
  for (const udp of [true, false]) {
    const { title, help } = networkWords({ kind: 'reached', udp, trips: [40] });
    expect(help).toContain('Picture and sound themselves are tried when you join');
    expect(title).not.toMatch(/works/);
  }
  expect(networkWords({ kind: 'reached', udp: true, trips: [900] }).title).toContain('takes long');
  expect(networkWords({ kind: 'unreached', host: 'rtk.example' }).help).toContain('*.rtk.example');
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
