import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack, StackOptions } from '../../dev/stack/stack.ts';
import { startStack } from '../../dev/stack/stack.ts';
import { giveOwnComputer } from './own-computer.ts';

export interface OwnStack extends Stack {
  /** Folder with all that it stores; gone when it stops. */
  state: string;
}

/** Fieldroom on ports and state of its own, and not slowed by whoever uses it. While it runs, the browser tests' helpers (test/e2e/people.ts) talk to it. */
export async function startOwnStack(options: Pick<StackOptions, 'ports' | 'media'>): Promise<OwnStack> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-own-'));
  const stack = await startStack({ ...options, state, secrets: join(state, 'secrets.env') });
  const { FIELDROOM_ORIGIN = '', FIELDROOM_MAILBOX = '', FIELDROOM_REALTIME = '', FIELDROOM_STATE = '' } = process.env;
  Object.assign(process.env, {
    FIELDROOM_ORIGIN: stack.origin,
    FIELDROOM_MAILBOX: stack.mailbox,
    FIELDROOM_REALTIME: stack.realtime,
    FIELDROOM_STATE: state,
  });
  const apart = () => {
    for (const { child } of Object.values(stack.parts)) if (child.pid !== undefined) giveOwnComputer(child.pid);
  };
  apart();
  return {
    ...stack,
    state,
    async restartRealtime() {
      await stack.restartRealtime();
      apart();
    },
    async restartWorker() {
      await stack.restartWorker();
      apart();
    },
    async stop() {
      Object.assign(process.env, { FIELDROOM_ORIGIN, FIELDROOM_MAILBOX, FIELDROOM_REALTIME, FIELDROOM_STATE });
      await stack.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
