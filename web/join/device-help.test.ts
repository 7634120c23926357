import { expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { adviceFor } from './device-help.ts';
import type { DeviceProblem } from './device-problem.ts';

const browser = (change: Partial<Browser>): Browser => ({
  name: 'Chrome',
  version: '140',
  system: 'Mac',
  app: null,
  ...change,
});
const steps = (problem: DeviceProblem, change: Partial<Browser> = {}) =>
  adviceFor(['cam', 'mic'], problem, browser(change)).steps.join(' ');

test('a refused permission is allowed again in another place in every browser', () => {
  const ways = [
    steps('denied'),
    steps('denied', { name: 'Safari' }),
    steps('denied', { name: 'Firefox' }),
    steps('denied', { name: 'Safari', system: 'iPhone' }),
    steps('denied', { name: 'Chrome', system: 'iPhone' }),
    steps('denied', { system: 'Android' }),
    steps('denied', { name: 'Firefox', system: 'Android' }),
  ];
  expect(new Set(ways).size).toBe(ways.length);
  for (const way of ways) expect(way).toContain('camera and microphone');
  expect(steps('denied', { name: 'Safari', system: 'iPhone' })).toContain('Website Settings');
  expect(steps('denied', { name: 'Chrome', system: 'iPhone' })).toContain('find Chrome in the list');
});

test('what the system forbids is allowed in its own settings', () => {
  expect(steps('blocked_by_system', { name: 'Edge' })).toContain('Switch on Edge');
  expect(steps('blocked_by_system', { system: 'Windows' })).toContain('desktop apps');
  expect(steps('blocked_by_system', { system: 'Android' })).toContain('Permissions');
});

test('inside another app only another browser helps, and its name is that of the phone', () => {
  for (const problem of ['unsupported', 'denied', 'blocked_by_system'] as const) {
    const inside = adviceFor(['cam'], problem, browser({ name: '', system: 'iPhone', app: 'Instagram' }));
    expect(inside).toMatchObject({ elsewhere: true });
    expect(inside.steps.join(' ')).toMatch(/inside Instagram.*Open in Safari/);
  }
  expect(steps('unsupported', { name: '', system: 'Android', app: 'this app' })).toContain('Open in Chrome');
  expect(adviceFor(['cam'], 'busy', browser({ app: 'Instagram' })).elsewhere).toBe(false);
});

test('where a try again or one sentence is enough there are no steps', () => {
  for (const problem of ['dismissed', 'unplugged', 'failed', 'insecure', 'constrained'] as const) {
    expect(adviceFor(['mic'], problem, browser({}))).toEqual({ steps: [], elsewhere: false });
  }
  expect(adviceFor(['mic'], 'missing', browser({ system: 'iPhone' })).steps).toEqual([]);
  expect(adviceFor(['mic'], 'missing', browser({})).steps.join(' ')).not.toContain('camera');
});
