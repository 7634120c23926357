import { startOwnStack } from '../harness/own-stack.ts';

/** One stack for all browser tests, on ports and state of its own; each test mints its own workspace in it. */
export default async function setup(): Promise<() => Promise<void>> {
  const stack = await startOwnStack({ ports: { app: 9787, mailbox: 9788, realtime: 29788 } });
  return stack.stop;
}
