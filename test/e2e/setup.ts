import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../../dev/stack/stack.ts';

/** One stack for all browser tests, on ports and state of its own; each test mints its own workspace in it. */
export default async function setup(): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-e2e-'));
  const stack = await startStack({
    state,
    secrets: join(state, 'secrets.env'),
    ports: { app: 9787, mailbox: 9788, realtime: 29788 },
  });
  process.env['FIELDROOM_ORIGIN'] = stack.origin;
  process.env['FIELDROOM_MAILBOX'] = stack.mailbox;
  process.env['FIELDROOM_REALTIME'] = stack.realtime;
  return async () => {
    await stack.stop();
    rmSync(state, { recursive: true, force: true });
  };
}
