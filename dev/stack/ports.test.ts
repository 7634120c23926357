import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from './ports.ts';

test('a busy port gives the next one', async () => {
  const wanted = await freePort(21_000);
  const busy = createServer();
  await new Promise<void>((resolve) => busy.listen(wanted, '127.0.0.1', resolve));

  const port = await freePort(wanted);
  await new Promise((resolve) => busy.close(resolve));

  expect(port).toBeGreaterThan(wanted);
});
