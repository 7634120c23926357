import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

/** As far ahead of all others as Linux lets a group of processes be: -20 to 19, 0 is everybody's. */
const AHEAD = -15;

/**
 * Lets a browser have what it needs of the processor before everybody else: people have computers of their own, whose time nobody takes,
 * and here all of them share one. Done by the weight of the browser's own group (autogroups, sched(7)), which needs root; says so
 * where it cannot be had, for what is measured then is the whole crowd.
 */
export async function giveOwnComputer(browser: Browser): Promise<void> {
  const group = `/proc/${await mainProcess(browser)}/autogroup`;
  if (process.getuid?.() !== 0 || !existsSync(group)) {
    console.log('  This system knows no groups of processes: all browsers share the processor as they can.');
    return;
  }
  const isShared =
    readFileSync(group, 'utf8').split(' ')[0] === readFileSync('/proc/self/autogroup', 'utf8').split(' ')[0];
  if (isShared) throw new Error('This browser has no group of its own.');
  writeFileSync(group, String(AHEAD));
}

/** The number of a browser's main process, which all others of it descend from. */
export async function mainProcess(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const id = processInfo.find(({ type }) => type === 'browser')?.id;
  if (id === undefined) throw new Error('The browser does not tell its process.');
  return id;
}
