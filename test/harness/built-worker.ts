import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/stack/ports.ts';
import { answers, run, waitFor } from '../../dev/stack/processes.ts';
import { bundleWorker, migrate, openWorker, type Database } from './bundle.ts';

export interface BuiltWorker {
  origin: string;
  mailbox: string;
  /** Folder with all that persists. */
  state: string;
  database: Database;
  /** Runs the minute cron once. */
  cron: () => Promise<void>;
  /** The inspector of the product's own isolate, when it was asked for; the simulators have others. */
  inspector: () => Promise<URL>;
  stop: () => Promise<void>;
}

/** Bundles a Worker as for a deployment and runs it under miniflare with persisted state and a mailbox, without wrangler dev. */
export async function startBuiltWorker(
  main = 'worker/index.ts',
  bindings: Record<string, string> = {},
  { inspected = false, log }: { inspected?: boolean; log?: (line: string) => void } = {},
): Promise<BuiltWorker> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-built-'));
  bundleWorker(state, main);
  const mailboxPort = await freePort(19_788);
  const mailbox = `http://127.0.0.1:${mailboxPort}`;
  const mails = run('mailbox', ['node', 'dev/mailbox/main.ts'], {
    env: { MAILBOX_PORT: String(mailboxPort), MAILBOX_FILE: join(state, 'mailbox.json') },
  });
  await waitFor('The mailbox', mails, () => answers(mailbox));
  const port = await freePort(19_787);
  const wishes = { ...(inspected ? { inspectorPort: await freePort(19_786) } : {}), ...(log ? { log } : {}) };
  const worker = openWorker({ state, main, port, mailbox, bindings, ...wishes });
  await worker.ready;
  const database = await worker.getD1Database('DB');
  await migrate(database);
  return {
    origin: `http://127.0.0.1:${port}`,
    mailbox,
    state,
    database,
    cron: async () => void (await (await worker.getWorker()).scheduled({ cron: '* * * * *' })),
    inspector: async () => new URL(`${(await worker.getInspectorURL()).href}core:user:`),
    stop: async () => {
      await worker.dispose();
      await mails.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
