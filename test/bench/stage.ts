import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSite } from '../../dev/stack/build.ts';
import { startStack } from '../../dev/stack/stack.ts';
import type { Person } from '../e2e/people.ts';

/** The whole product on this machine, found by what the browser tests use (test/e2e/people.ts, meeting.ts). */
export interface Stage {
  /** Closed with the stage. */
  people: Person[];
  close(): Promise<void>;
}

/** Builds the site and starts everything on ports of its own, the app's first. */
export async function openStage(app: number): Promise<Stage> {
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-bench-'));
  await buildSite();
  const ports = { app, mailbox: app + 1, realtime: app + 20_000 };
  const stack = await startStack({ state, secrets: join(state, 'secrets.env'), ports });
  process.env['FIELDROOM_ORIGIN'] = stack.origin;
  process.env['FIELDROOM_MAILBOX'] = stack.mailbox;
  const people: Person[] = [];
  return {
    people,
    async close() {
      await Promise.all(people.map(({ browser }) => browser.close()));
      await stack.stop();
      rmSync(state, { recursive: true, force: true });
    },
  };
}
