import { expect, test } from '@playwright/test';
import type { Stack } from '../../dev/stack/stack.ts';
import type { FragileCall } from './healed.ts';
import { beginFragileCall, heals, seesAndHears, transports } from './healed.ts';
import { startOwnStack } from '../harness/own-stack.ts';

/** Its parts are ended here, one by one. */
let stack: Stack;
let call: FragileCall;
test.beforeAll(async () => {
  stack = await startOwnStack({ ports: { app: 9_817, mailbox: 9_818, realtime: 29_818 } });
  call = await beginFragileCall();
});
test.afterAll(async () => {
  await call.end();
  await stack.stop();
});

test('a deploy of the Worker in the middle of a call is a blink', async () => {
  await heals(call, async ({ participant, researcher }) => {
    const before = await Promise.all([participant, researcher].map(({ page }) => transports(page)));
    await stack.restartWorker();
    await expect(researcher.page.getByText(/Reconnecting/)).toHaveCount(0, { timeout: 60_000 });
    expect(await Promise.all([participant, researcher].map(({ page }) => transports(page)))).toEqual(before);
  });
});

test('the media service may be killed and started again, twice', async () => {
  await heals(call, async ({ participant, researcher }) => {
    await stack.restartRealtime();
    for (const { page } of [participant, researcher]) await seesAndHears(page);
    await stack.restartRealtime();
  });
});
