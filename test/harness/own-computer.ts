import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** How far ahead of all else, as Linux tells it: -20 to 19, 0 is everybody's. Whose work is measured comes first. */
export const [FIRST, SECOND] = [-15, -10];

let isAhead: boolean | null = null;

/** `giveOwnComputer` for a person's browser, however it was started. */
export async function giveBrowserOwnComputer(browser: Browser, ahead = FIRST): Promise<void> {
  giveOwnComputer(await mainProcess(browser), ahead);
}

/**
 * Lets a process and its children have what they need of the processor before everybody else: people and servers have computers of
 * their own, whose time nobody takes, and here all of them share one. Done by the weight of its session's group (autogroups, sched(7)),
 * for which it has to lead a session; only root may. Whoever leads the test comes as early, or nobody would be led. Says so where it
 * cannot be had, for what is measured then is the whole crowd.
 */
export function giveOwnComputer(pid: number, ahead = FIRST): void {
  isAhead ??= goAhead();
  if (!isAhead) return;
  if (nameOf(group(pid)) === nameOf(group('self'))) throw new Error(`Process ${pid} leads no session of its own.`);
  writeFileSync(group(pid), String(ahead));
}

/** Whoever leads the test; false where groups cannot be weighed: not Linux, not root, or a container that may not. */
function goAhead(): boolean {
  try {
    if (!nameOf(group('self'))) throw new Error('Autogroups are turned off.');
    writeFileSync(group('self'), String(FIRST));
  } catch (error) {
    console.log(`  All share the processor as they can: ${String(error)}`);
    return false;
  }
  // The terminal that this was called from is in the same group.
  process.once('exit', () => writeFileSync(group('self'), '0'));
  return true;
}

const group = (of: number | 'self') => `/proc/${of}/autogroup`;
/** What stands before the group's weight. */
const nameOf = (group: string) => readFileSync(group, 'utf8').split(' ')[0];

/** The number of a browser's main process, which all others of it descend from. */
export async function mainProcess(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const id = processInfo.find(({ type }) => type === 'browser')?.id;
  if (id === undefined) throw new Error('The browser does not tell its process.');
  return id;
}
