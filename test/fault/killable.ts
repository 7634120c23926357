import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../dev/stack/ports.ts';
import { run, waitFor, type Running } from '../../dev/stack/processes.ts';

/** A Worker that can be killed like a machine that loses its power, and started again on what it had stored. */
export interface Killable {
  origin: string;
  sql: (statements: string[]) => Promise<Record<string, unknown>[][]>;
  kill: () => Promise<void>;
  start: () => Promise<void>;
}

export async function startKillable(state: string, mailbox: string): Promise<Killable> {
  const [port, sqlPort] = [await freePort(21_787), await freePort(22_787)];
  let running: Running;
  const start = async (...more: string[]) => {
    const command = ['node', '--disable-warning=ExperimentalWarning', 'test/fault/runtime.ts', state, String(port)];
    running = run('worker', [...command, mailbox, String(sqlPort), ...more]);
    await waitFor('The Worker', running, () => Promise.resolve(running.output().includes('ready\n')));
  };
  await start('--migrate');
  return {
    origin: `http://127.0.0.1:${port}`,
    async sql(statements) {
      const response = await fetch(`http://127.0.0.1:${sqlPort}`, { method: 'POST', body: JSON.stringify(statements) });
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as Record<string, unknown>[][];
    },
    async kill() {
      const { child } = running;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await ended;
      // The kernel takes a moment to give workerd's port and files back.
      await sleep(50);
    },
    start: () => start(),
  };
}

/** Asks again while the Worker is down. An answer, also a refusal, ends it. */
export async function persist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await sleep(100);
    }
  }
}
