import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSite } from '../../dev/stack/build.ts';
import { startStack } from '../../dev/stack/stack.ts';
import { MINUTE } from '../../wire/limits.ts';
import { openMeeting } from '../e2e/meeting.ts';
import type { Person } from '../e2e/people.ts';
import { person } from '../e2e/people.ts';
import { heldBytes, openInspector, type Inspector } from './inspector.ts';
import { residentMegabytes } from './memory.ts';
import type { Metric } from './results.ts';
import { unexplained } from './soak/freezes.ts';
import { watchSoak } from './soak/watch.ts';

const MINUTES = 10;
/** Caches, code and the first garbage have settled by then; of a short run a fifth must do. */
const SETTLED_AFTER = 2 * MINUTE;

/**
 * Three browsers in a recorded call, `npm run bench -- soak` for 10 minutes, `-- soak=3` for three. Freezes over a second that no
 * page's own late timer explains; growth of the tabs' heaps and of the isolate of Worker and Rooms, after a collection, from minute 2 to
 * the end. The runtime's whole process is told beside it: it holds the simulators of R2 and D1 with what they were given.
 */
export async function measure(minutes?: string): Promise<Metric[]> {
  const length = (Number(minutes) || MINUTES) * MINUTE;
  const state = mkdtempSync(join(tmpdir(), 'fieldroom-soak-'));
  await buildSite();
  const ports = { app: 9_957, mailbox: 9_958, realtime: 29_958 };
  const stack = await startStack({ state, secrets: join(state, 'secrets.env'), ports });
  process.env['FIELDROOM_ORIGIN'] = stack.origin;
  process.env['FIELDROOM_MAILBOX'] = stack.mailbox;
  const people = await Promise.all([person(), person(), person()]);
  const [researcher, participant, guest] = people;
  if (!researcher || !participant || !guest) throw new Error('unreachable');
  try {
    for (const { context } of people) await context.addInitScript(watchSoak);
    const meeting = await openMeeting();
    await meeting.comeInAsResearcher(researcher);
    await meeting.comeInAsParticipant(participant);
    await guest.page.goto(meeting.guestLink);
    await guest.page.getByLabel('Your name').fill('Grace Guest');
    await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
    await guest.page.getByRole('button', { name: 'Leave' }).waitFor();

    const settled = Math.min(SETTLED_AFTER, length / 5);
    const room = await openInspector(new URL(stack.inspector));
    const used = async () => {
      const heaps = [...(await Promise.all(people.map(heapMegabytes))), await isolateMegabytes(room)];
      const runtime = residentMegabytes(stack.parts.worker.child.pid ?? 0, 'workerd');
      console.log(
        `  MB in tabs and Room: ${heaps.map((mb) => mb.toFixed(1)).join(', ')}; runtime ${runtime.toFixed()}`,
      );
      return heaps;
    };
    await sleep(settled);
    const before = await used();
    await sleep(length - settled);
    const after = await used();
    room.close();
    const growth = after.reduce((sum, mb, index) => sum + mb - (before[index] ?? 0), 0);
    return [
      { name: 'soak.freezes', value: await countFreezes(people), unit: 'count' },
      { name: 'soak.memory_growth_mb', value: growth, unit: 'mb' },
    ];
  } finally {
    await Promise.all(people.map(({ browser }) => browser.close()));
    await stack.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function countFreezes(people: Person[]): Promise<number> {
  const seen = await Promise.all(people.map(({ page }) => page.evaluate(() => window.soakBench)));
  const late = seen.flatMap((one) => one.late);
  const all = seen.flatMap((one) => one.standstills);
  const freezes = unexplained(all, late);
  console.log(`  ${all.length} standstills over a second, ${late.length} late timers, ${freezes.length} unexplained`);
  const end = Date.now();
  for (const { from, until } of freezes)
    console.log(`  ${until - from} ms, ${Math.round((end - from) / 1_000)} s before the end`);
  return freezes.length;
}

async function heapMegabytes({ context, page }: Person): Promise<number> {
  const chrome = await context.newCDPSession(page);
  await chrome.send('HeapProfiler.collectGarbage');
  const { usedSize } = await chrome.send('Runtime.getHeapUsage');
  await chrome.detach();
  return usedSize / 1e6;
}

/** The isolate in which the Worker and its Rooms run; the simulators of D1 and R2 have others. */
async function isolateMegabytes({ ask }: Inspector): Promise<number> {
  await ask('HeapProfiler.collectGarbage');
  return heldBytes(await ask('Runtime.getHeapUsage')) / 1e6;
}
