import { buildSite } from '../../dev/stack/build.ts';
import type { Person } from '../e2e/people.ts';
import { startOwnStack } from '../harness/own-stack.ts';

/** The whole product on this machine, found by what the browser tests use (test/e2e/people.ts, meeting.ts). */
export interface Stage {
  /** Closed with the stage. */
  people: Person[];
  close(): Promise<void>;
}

/** Builds the site and starts everything on ports of its own, the app's first. */
export async function openStage(app: number): Promise<Stage> {
  await buildSite();
  const stack = await startOwnStack({ ports: { app, mailbox: app + 1, realtime: app + 20_000 } });
  const people: Person[] = [];
  return {
    people,
    async close() {
      await Promise.all(people.map(({ browser }) => browser.close()));
      await stack.stop();
    },
  };
}
