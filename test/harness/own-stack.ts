import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack, StackOptions } from '../../dev/stack/stack.ts';
import { startStack } from '../../dev/stack/stack.ts';

export interface OwnStack extends Stack {
  /** Folder with all that it stores; gone when it stops. */
  state: string;
}

/** Fieldroom on ports and state of its own. While it runs, the browser tests' helpers (test/e2e/people.ts) talk to it. */
export async function startOwnStack(options: Pick<StackOptions, 'ports' | 'media'>): Promise<OwnStack> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-own-'));
  const stack = await startStack({ ...options, state, secrets: join(state, 'secrets.env') });
  const { FIELDROOM_ORIGIN = '', FIELDROOM_MAILBOX = '', FIELDROOM_REALTIME = '' } = process.env;
  Object.assign(process.env, {
    FIELDROOM_ORIGIN: stack.origin,
    FIELDROOM_MAILBOX: stack.mailbox,
    FIELDROOM_REALTIME: stack.realtime,
  });
  return {
    ...stack,
    state,
    async stop() {
      Object.assign(process.env, { FIELDROOM_ORIGIN, FIELDROOM_MAILBOX, FIELDROOM_REALTIME });
      await stack.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
